/// The source line of a place in an expression, with carets under the place.
public struct SourceExcerpt: Sendable {
  /// The line number, from 1.
  public let line: Int
  /// The column in code points, from 1.
  public let column: Int
  /// The text of the line, shortened around the place if it is long. Control characters are shown as spaces.
  public let text: String
  /// Spaces and carets to print under the text.
  public let carets: String

  /// The maximum number of code points that are shown of a line.
  static let width = 100

  /// Creates the excerpt for UTF-8 offsets in a source. Offsets outside the source are taken as its end.
  public init(of range: Range<Int>, in source: String) {
    let bytes = Array(source.utf8)
    let start = min(max(0, range.lowerBound), bytes.count)
    let newline = UInt8(ascii: "\n")
    let lineStart = (bytes[..<start].lastIndex(of: newline) ?? -1) + 1
    let lineEnd = bytes[start...].firstIndex(of: newline) ?? bytes.count
    line = bytes[..<start].count { $0 == newline } + 1

    let before = Array(String(decoding: bytes[lineStart..<start], as: UTF8.self).unicodeScalars)
    let marked = String(decoding: bytes[start..<max(start, min(range.upperBound, lineEnd))], as: UTF8.self)
    let scalars = Array(String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self).unicodeScalars)
    column = before.count + 1

    let from = scalars.count > Self.width && before.count > Self.width * 2 / 3 ? before.count - Self.width / 3 : 0
    let shown = scalars.dropFirst(from).prefix(Self.width)
    var text = from > 0 ? "…" : ""
    for scalar in shown { text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar) }
    if from + shown.count < scalars.count { text += "…" }
    self.text = text
    let width = min(max(1, marked.unicodeScalars.count), max(1, from + Self.width - before.count))
    carets =
      String(repeating: " ", count: before.count - from + (from > 0 ? 1 : 0)) + String(repeating: "^", count: width)
  }

  /// Returns an issue with this excerpt, on several lines.
  func describe(_ issue: Issue) -> String {
    var lines = ["\(line):\(column): \(issue.message)", "  | \(text)", "  | \(carets)"]
    if let help = issue.help { lines.append("  = help: \(help)") }
    return lines.joined(separator: "\n")
  }
}
