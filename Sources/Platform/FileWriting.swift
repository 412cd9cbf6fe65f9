import Glibc

/// Writes to open files.
package enum FileWriting {
  /// Writes all bytes, in several calls if needed. Returns false and sets `errno` on failure.
  package static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// Writes all bytes. Returns false and sets `errno` on failure.
  package static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  /// Writes a text. Returns false and sets `errno` on failure.
  package static func write(_ text: String, to descriptor: CInt) -> Bool {
    var text = text
    return text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }
}
