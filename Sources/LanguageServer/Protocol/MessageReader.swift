import Documents
import Spelling

/// Takes messages out of a stream of bytes: a header with `Content-Length`, and as many bytes of JSON
/// (Language Server Protocol 3.17, "Base Protocol").
struct MessageReader {
  /// A stream that cannot be read further, because the start of the next message is unknown.
  struct StreamError: Error, Equatable, CustomStringConvertible {
    let description: String
  }

  private static let longestHeader = 8_192
  /// The largest document, sixteen MiB, with an escape of six bytes for each of its bytes, and room for more.
  static let largestMessage = 8 * DocumentLimits.standard.bytes

  private var bytes: [UInt8] = []
  private var start = 0

  mutating func append(_ chunk: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += chunk
  }

  /// The content of the next message; nil if it has not arrived as a whole.
  mutating func next() throws(StreamError) -> [UInt8]? {
    let rest = bytes[start...]
    guard let end = Self.endOfHeader(in: rest) else {
      guard rest.count <= Self.longestHeader else {
        throw StreamError(description: "a header of a message has more than \(Self.longestHeader) bytes")
      }
      return nil
    }
    let length = try Self.length(in: String(decoding: rest[..<end], as: UTF8.self))
    let content = end + 4
    guard bytes.count - content >= length else { return nil }
    start = content + length
    return Array(bytes[content..<start])
  }

  private static func endOfHeader(in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= mark.count else { return nil }
    let last = min(bytes.endIndex - mark.count, bytes.startIndex + longestHeader)
    guard bytes.startIndex <= last else { return nil }
    return (bytes.startIndex...last).first { bytes[$0] == mark[0] && bytes[$0..<$0 + mark.count].elementsEqual(mark) }
  }

  private static func length(in header: String) throws(StreamError) -> Int {
    for line in header.utf8.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1).map { part in
        String(Substring(part)).trimmingBlanks
      }
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      guard let length = Int(parts[1]), (0...largestMessage).contains(length) else {
        throw StreamError(description: "the `Content-Length` of a message is not a number from 0 to \(largestMessage)")
      }
      return length
    }
    throw StreamError(description: "a message has no `Content-Length`")
  }
}
