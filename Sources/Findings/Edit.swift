/// A change of a file that settles a finding for sure: what was meant is certain, and it reads as nothing else.
public struct Edit: Sendable, Hashable {
  /// A text in place of a range, which may be empty.
  public struct Replacement: Sendable, Hashable {
    /// The range that is replaced.
    public let range: SourceRange
    /// The text in its place.
    public let text: String

    /// Creates a replacement.
    public init(_ range: SourceRange, with text: String) {
      self.range = range
      self.text = text
    }
  }

  /// The replacements in the order of the file; they do not overlap.
  public let replacements: [Replacement]

  private init(_ replacements: [Replacement]) { self.replacements = replacements }

  /// Writes another value where a string stands, within its quotes if it has some. Nil if the file does not hold the string
  /// verbatim, or the other one would not read as itself in every style.
  public static func value(_ text: String, for written: Located<String>) -> Edit? {
    guard let start = written.place.textStart, !written.value.isEmpty, isPlain(text) else { return nil }
    let end = SourcePosition(
      offset: start.offset + written.value.utf8.count, line: start.line,
      column: start.column + written.value.unicodeScalars.count)
    return Edit([Replacement(SourceRange(start: start, end: end), with: text)])
  }

  /// Puts a value that is written without quotes into quotes. Nil if there is more at its place than the value, such as a tag.
  public static func quotes(around place: Place) -> Edit? {
    guard place.textStart == place.range.start else { return nil }
    return Edit([
      Replacement(SourceRange(at: place.range.start), with: "\""),
      Replacement(SourceRange(at: place.range.end), with: "\""),
    ])
  }

  /// Removes an element of a list with what separates it from the element before. Nil if one of them is written elsewhere, or
  /// under a name that others may refer to.
  public static func removal(of element: Place, after previous: Place) -> Edit? {
    guard element.textStart != nil, previous.textStart != nil,
      previous.range.end.offset < element.range.start.offset
    else { return nil }
    return Edit([Replacement(SourceRange(start: previous.range.end, end: element.range.end), with: "")])
  }

  /// The bytes from the first replacement to the last.
  fileprivate var span: Range<Int> {
    let offsets = replacements.flatMap { [$0.range.start.offset, $0.range.end.offset] }
    // INVARIANT: an edit has a replacement; its other initializers are private.
    return (offsets.min() ?? 0)..<(offsets.max() ?? 0)
  }

  /// Whether a text reads as the same string in YAML and JSON, with and without quotes: names of AWS and of fields do.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    } && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
  }
}

extension SourceFile {
  /// Whether an edit is safe: a removal takes exactly one element of a list, and no comment is removed or orphaned.
  public func allows(_ edit: Edit) -> Bool {
    edit.replacements.allSatisfy { one in
      let (start, end) = (one.range.start.offset, one.range.end.offset)
      guard 0 <= start, start <= end, end <= bytes.count, !bytes[start..<end].contains(UInt8(ascii: "#")) else {
        return false
      }
      guard one.text.isEmpty else { return true }
      let rest = bytes[end...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      return Self.isOneElement(bytes[start..<end]) && !rest.contains(UInt8(ascii: "#"))
    }
  }

  /// Whether a text is one element of a list without blanks, after one separator.
  private static func isOneElement(_ text: ArraySlice<UInt8>) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
    let list = text.drop(while: isBlank)
    guard let separator = list.first, ",-".utf8.contains(separator) else { return false }
    let element = list.dropFirst().drop(while: isBlank)
    return !element.isEmpty && !element.contains { isBlank($0) || ",[]{}&*!:".utf8.contains($0) }
  }

  /// The same file with some edits. An edit that is not allowed, or that overlaps one before it in the file, is left out.
  /// - Returns: The file, and the edits that were made.
  public func applying(_ edits: [Edit]) -> (file: SourceFile, made: Set<Edit>) {
    var made: Set<Edit> = []
    var result: [UInt8] = []
    var end = 0
    let allowed = edits.filter(allows).map { (edit: $0, span: $0.span) }
    for (edit, span) in allowed.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
      guard span.lowerBound >= end, made.insert(edit).inserted else { continue }
      for one in edit.replacements {
        result += bytes[end..<one.range.start.offset] + Array(one.text.utf8)
        end = one.range.end.offset
      }
    }
    result += bytes[end...]
    return (SourceFile(name: name, bytes: result, firstLine: firstLine), made)
  }
}
