import Glibc
import Synchronization

/// Bytes that wait on disk instead of in memory, in a temporary file without a name, which goes away with the process.
package final class Spool: Sendable {
  private let descriptor: CInt
  private let name: String
  private let written = Mutex(0)

  /// How many bytes wait.
  package var count: Int { written.withLock { $0 } }

  /// The size of the pieces in which bytes are read back.
  private static let piece = 1 << 20

  /// An empty file in the folder that `TMPDIR` names, or in `/tmp`.
  /// - Throws: `FileError` if there cannot be one.
  package init() throws(FileError) {
    let folder = ProcessEnvironment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((folder + "/tollgate.XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw .lastUnwritable(folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
  }

  deinit { close(descriptor) }

  /// Adds a text at the end.
  /// - Returns: Where it is.
  /// - Throws: `FileError` if it cannot be written.
  @discardableResult
  package func add(_ text: String) throws(FileError) -> Range<Int> {
    try written.withLock { count throws(FileError) in
      guard FileWriting.write(text, to: descriptor) else { throw .lastUnwritable(name) }
      defer { count += text.utf8.count }
      return count..<count + text.utf8.count
    }
  }

  /// Adds bytes at the end.
  /// - Throws: `FileError` if they cannot be written.
  package func add(_ bytes: [UInt8]) throws(FileError) {
    try written.withLock { count throws(FileError) in
      guard FileWriting.write(bytes, to: descriptor) else { throw .lastUnwritable(name) }
      count += bytes.count
    }
  }

  /// The bytes of a range.
  /// - Throws: `FileError` if they cannot be read.
  package func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let start = buffer.baseAddress.map { $0 + count }
        let result = pread(descriptor, start, range.count - count, off_t(range.lowerBound + count))
        if result < 0, errno == EINTR { continue }
        guard result > 0 else {
          failure = .unreadable(path: name, reason: result < 0 ? SystemError.last : "it ended too early")
          break
        }
        count += result
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Passes everything to `body` in pieces.
  /// - Throws: `FileError` if it cannot be read, and what `body` throws.
  package func forEachPiece(_ body: ([UInt8]) throws(FileError) -> Void) throws(FileError) {
    let count = count
    var start = 0
    while start < count {
      let end = min(start + Self.piece, count)
      try body(try bytes(start..<end))
      start = end
    }
  }
}
