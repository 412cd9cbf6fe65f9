import Glibc
import Platform

/// A file that is being written. What it replaces stays until everything is written: the text goes into a file beside it,
/// which takes its place at the end, so that neither an error nor an interruption loses an input or an earlier report.
package struct OutputFile {
  private let path: String
  private let descriptor: CInt
  /// The file beside it and the one that it is to replace; nil where the text goes straight to a device, a pipe, or a
  /// file in a folder that cannot be written to.
  private let replacement: (temporary: String, target: String)?

  /// Opens a file for writing.
  package init(_ path: String) throws {
    if ReportFiles.isInput(path) {
      throw FileError.isOutput(path: path)
    }
    try self.init(rewriting: path)
  }

  /// Opens an input, which is read already, for writing.
  package init(rewriting path: String) throws {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
    if isRegular, let target = Self.target(of: path, exists: exists), let new = Self.temporary(beside: target) {
      let mask = umask(0)
      umask(mask)
      fchmod(new.descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~mask)
      replacement = (new.path, target)
      descriptor = new.descriptor
      return
    }
    replacement = nil
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Output.failure(path) }
  }

  /// Checks that a file can be written, without opening it: a reader of a pipe would take the close for the end of the report.
  /// - Throws: `FileError.isOutput` for an input, `Failure` for a file that cannot be written.
  package static func check(_ path: String) throws {
    if ReportFiles.isInput(path) { throw FileError.isOutput(path: path) }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      errno = EISDIR
      throw Output.failure(path)
    }
    if exists, access(path, W_OK) == 0 { return }
    guard !exists || status.st_mode & S_IFMT == S_IFREG,
      access(folder(of: target(of: path, exists: exists) ?? path), W_OK | X_OK) == 0
    else { throw Output.failure(path) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Adds text.
  package func write(_ text: String) throws { try Output.write(text, to: descriptor, name: path) }

  /// Adds bytes.
  package func write(bytes: [UInt8]) throws {
    guard FileWriting.write(bytes, to: descriptor) else { throw Output.failure(path) }
  }

  /// Puts what was written in its place.
  package func finish() throws {
    // A file that is replaced is written to the disk first: after a loss of power there is the old one or the new one.
    let isWritten = replacement == nil || fsync(descriptor) == 0
    guard isWritten, close(descriptor) == 0 else {
      let failure = Output.failure(path)
      if !isWritten { close(descriptor) }
      if let replacement { unlink(replacement.temporary) }
      throw failure
    }
    guard let replacement else { return }
    guard rename(replacement.temporary, replacement.target) == 0 else {
      let failure = Output.failure(path)
      unlink(replacement.temporary)
      throw failure
    }
  }

  /// Leaves everything as it was.
  package func abandon() {
    close(descriptor)
    if let replacement { unlink(replacement.temporary) }
  }

  /// What a path leads to: a link stays one, and its target is replaced. Nil for a link that leads nowhere.
  private static func target(of path: String, exists: Bool) -> String? {
    guard exists else { return FileReading.exists(path) ? nil : path }
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  private static func temporary(beside target: String) -> (path: String, descriptor: CInt)? {
    let name = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
    var template = Array((target[..<name] + "." + target[name...] + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self), descriptor)
  }
}
