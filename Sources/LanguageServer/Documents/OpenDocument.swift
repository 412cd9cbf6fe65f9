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
  /// How the client counts its characters.
  let encoding: PositionEncoding

  /// The document's name in findings: the path of a file.
  var name: String { uri.path ?? uri.text }

  init(_ uri: DocumentURI, version: Int, text: String, _ encoding: PositionEncoding) {
    self.uri = uri
    self.version = version
    self.encoding = encoding
    bytes = Self.withoutMark(Array(text.utf8))
    positions = TextPositions(bytes, encoding)
  }

  /// The text as a file.
  var source: SourceFile { SourceFile(name: name, bytes: bytes) }

  /// Takes changes over, each of the text that the one before left.
  /// - Throws: `ResponseError` for an invalid change; the document then stays as it was.
  mutating func change(_ changes: [Node], version: Int) throws(ResponseError) {
    var (bytes, positions) = (bytes, positions)
    for change in changes {
      guard let text = change.string("text") else { throw ResponseError(.invalidParameters, "a change has no text") }
      if let range = change["range"], !range.isNull {
        guard let start = Self.offset(range["start"], positions), let end = Self.offset(range["end"], positions),
          start <= end
        else { throw ResponseError(.invalidParameters, "the `range` of a change is not a range of the document") }
        bytes.replaceSubrange(start..<end, with: Array(text.utf8))
      } else {
        bytes = Array(text.utf8)
      }
      bytes = Self.withoutMark(bytes)
      positions = TextPositions(bytes, encoding)
    }
    (self.bytes, self.positions, self.version) = (bytes, positions, version)
  }

  /// A text without a byte order mark, which belongs to files: editors do not count it.
  private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// The byte at a position of the protocol; nil if it is not a position.
  func offset(_ position: Node?) -> Int? { Self.offset(position, positions) }

  private static func offset(_ position: Node?, _ positions: TextPositions) -> Int? {
    guard let line = position?.integer("line"), let character = position?.integer("character") else { return nil }
    return positions.offset(line: line, character: character)
  }
}
