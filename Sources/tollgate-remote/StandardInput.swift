import Glibc
import Program

/// Reads standard input a line at a time, with a limit.
enum StandardInput {
  /// The next line without its end; nil if there is none, it is longer than `limit` bytes or it cannot be read.
  static func line(limit: Int) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      // One by one, so that nothing after the line is taken.
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      guard bytes.count < limit else { return nil }
      bytes.append(byte)
    }
  }
}
