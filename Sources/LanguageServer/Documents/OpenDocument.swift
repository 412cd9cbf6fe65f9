import Documents
import Findings

/// A document that somebody has open, as it is in the editor.
struct OpenDocument {
  let uri: DocumentURI
  /// The version that the client has given to the text.
  private(set) var version: Int
  /// The text.
  private(set) var bytes: [UInt8]
  /// Its positions.
  private(set) var positions: TextPositions
  private let encoding: PositionEncoding

  /// The document's name in findings: the path of a file.
  var name: String { uri.path ?? uri.text }

  init(_ uri: DocumentURI, version: Int, text: String, _ encoding: PositionEncoding) {
    self.uri = uri
    self.version = version
    self.encoding = encoding
    bytes = Self.bytes(of: text)
    positions = TextPositions(bytes, encoding)
  }

  /// The text as a file.
  var source: SourceFile { SourceFile(name: name, bytes: bytes) }

  /// Takes changes over, each of the text that the one before left.
  /// - Throws: `ResponseError` for a change that is none; the document is then as it was.
  mutating func change(_ changes: [Node], version: Int) throws(ResponseError) {
    var (bytes, positions) = (bytes, positions)
    for change in changes {
      guard let text = change.string("text") else { throw ResponseError(.invalidParameters, "a change has no text") }
      if let range = change["range"] {
        guard let start = Self.offset(range["start"], positions), let end = Self.offset(range["end"], positions),
          start <= end
        else { throw ResponseError(.invalidParameters, "the range of a change is none") }
        bytes.replaceSubrange(start..<end, with: Array(text.utf8))
      } else {
        bytes = Self.bytes(of: text)
      }
      positions = TextPositions(bytes, encoding)
    }
    (self.bytes, self.positions, self.version) = (bytes, positions, version)
  }

  /// The bytes of a text without a byte order mark, which belongs to files: editors do not count it.
  private static func bytes(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// The byte at a position of the protocol; nil if it is none.
  func offset(_ position: Node?) -> Int? { Self.offset(position, positions) }

  private static func offset(_ position: Node?, _ positions: TextPositions) -> Int? {
    guard let line = position?.integer("line"), let character = position?.integer("character") else { return nil }
    return positions.offset(line: line, character: character)
  }
}
