import ArgumentParser
import Documents
import Glibc
import Reports

/// Where text goes: the report to standard output or a file, everything else to standard error.
enum Output {
  static func standardOutput(_ text: PrintableText) throws { try write(text.text, to: STDOUT_FILENO, name: "<stdout>") }

  static func standardError(_ text: PrintableText) {
    // Nothing is left to tell if standard error is closed.
    try? write(text.text, to: STDERR_FILENO, name: "<stderr>")
  }

  static func file(_ text: PrintableText, path: String) throws {
    let descriptor = try create(path)
    do {
      try write(text.text, to: descriptor, name: path)
    } catch {
      close(descriptor)
      throw error
    }
    try finish(descriptor, name: path)
  }

  /// Writes a file beside another and puts it in its place, so that an interruption loses neither.
  static func replace(_ path: String, with text: String) throws {
    // A link stays one: what it leads to is replaced.
    guard let resolved = realpath(path, nil) else { throw failure(path) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var template = Array((target + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(path) }
    let new = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      try write(text, to: descriptor, name: path)
      var status = stat()
      guard stat(target, &status) == 0, fchmod(descriptor, status.st_mode & 0o7777) == 0 else { throw failure(path) }
      try finish(descriptor, name: path)
      guard rename(new, target) == 0 else { throw failure(path) }
    } catch {
      unlink(new)
      throw error
    }
  }

  static func create(_ path: String) throws -> CInt {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  static func finish(_ descriptor: CInt, name: String) throws {
    guard close(descriptor) == 0 else { throw failure(name) }
  }

  static func write(_ text: String, to descriptor: CInt, name: String) throws {
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        written += count
      }
      return true
    }
    guard isWritten else { throw failure(name) }
  }

  private static func failure(_ name: String) -> ExitCode {
    let reason = String(cString: strerror(errno)).lowercased()
    let message = "cannot write `\(printable(name))`: \(reason)"
    let style = TextStyle(isColored: false)
    if name != "<stderr>" { standardError(ErrorText.message(message, help: nil, style)) }
    return .unusable
  }
}
