/// A change of a file that settles a finding for sure: what was meant is certain, and it reads as nothing else.
public struct Edit: Sendable, Equatable {
  /// A text in place of a range, which may be empty.
  public struct Replacement: Sendable, Equatable {
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

  /// Puts a value that is written without quotes into quotes.
  public static func quotes(around place: Place) -> Edit {
    Edit([
      Replacement(SourceRange(at: place.range.start), with: "\""),
      Replacement(SourceRange(at: place.range.end), with: "\""),
    ])
  }

  /// Removes an element of a list with what separates it from the element before.
  public static func removal(of element: Place, after previous: Place) -> Edit {
    Edit([Replacement(SourceRange(start: previous.range.end, end: element.range.end), with: "")])
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
  /// Whether an edit changes nothing but what it is about: it removes no comment, and leaves none behind that is about what it
  /// removes.
  public func allows(_ edit: Edit) -> Bool {
    edit.replacements.allSatisfy { one in
      let range = one.range.start.offset..<one.range.end.offset
      guard range.upperBound <= bytes.count, !bytes[range].contains(UInt8(ascii: "#")) else { return false }
      guard one.text.isEmpty else { return true }
      let rest = bytes[range.upperBound...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      return !rest.contains(UInt8(ascii: "#"))
    }
  }

  /// The same file with some edits. An edit that overlaps an earlier one, or is not allowed, is left out.
  /// - Returns: The file, and the edits that were made.
  public func applying(_ edits: [Edit]) -> (file: SourceFile, made: [Edit]) {
    var taken: [Range<Int>] = []
    var made: [Edit] = []
    for edit in edits where allows(edit) {
      let ranges = edit.replacements.map { $0.range.start.offset..<$0.range.end.offset }
      let isFree = ranges.allSatisfy { range in
        !taken.contains { $0.overlaps(range) || ($0 == range && range.isEmpty) }
      }
      guard isFree, !made.contains(edit) else { continue }
      taken += ranges
      made.append(edit)
    }
    var result: [UInt8] = []
    var place = 0
    for one in made.flatMap(\.replacements).sorted(by: { $0.range.start.offset < $1.range.start.offset }) {
      result += bytes[place..<one.range.start.offset] + Array(one.text.utf8)
      place = one.range.end.offset
    }
    result += bytes[place...]
    return (SourceFile(name: name, bytes: result, firstLine: firstLine), made)
  }
}
