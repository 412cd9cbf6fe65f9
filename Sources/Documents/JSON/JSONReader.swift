import Findings

/// Reads JSON (RFC 8259) into a node tree with positions. It continues after a missing or extra comma, so that one run
/// reports several errors.
struct JSONReader {
  /// The number of values that the text may contain.
  enum Amount {
    case one
    /// Any number, one after another.
    case sequence
    /// One per line, so that a broken line does not affect others.
    case lines
  }

  private let source: SourceFile
  private let bytes: [UInt8]
  private var index = 0
  /// The end of the current text: of the file or of the line.
  private var end: Int
  private var cursor: PositionCursor
  private var tree: TreeBuilder

  init(_ source: SourceFile, limits: DocumentLimits, take: @escaping (Document) -> Void) {
    self.source = source
    self.bytes = source.bytes
    self.end = source.bytes.count
    self.cursor = PositionCursor(source)
    self.tree = TreeBuilder(source: source, limits: limits, take: take)
  }

  /// Passes on the documents, and returns the errors in the rest.
  mutating func read(_ amount: Amount) -> [Finding] {
    do throws(LimitReached) {
      if amount == .lines {
        for line in source.lineRanges {
          (index, end) = (line.lowerBound, line.upperBound)
          try readTexts(.one)
        }
      } else {
        try readTexts(amount)
      }
    } catch {}  // INVARIANT: the builder has recorded what stopped the reading.
    return tree.errors
  }

  /// Reads one or more values up to the end of the current text.
  private mutating func readTexts(_ amount: Amount) throws(LimitReached) {
    skipBlanks()
    while index < end {
      do throws(Interruption) {
        tree.finishDocument(try value(at: .root, depth: 0))
      } catch {
        guard case .syntax = error else { throw LimitReached() }
        tree.dropDocument()
        while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      }
      skipBlanks()
      if amount == .one, index < end {
        try tree.syntaxError(
          "text follows after the end of the document", at: range(from: index, to: index + 1),
          help: ["remove it, or name the file `.ndjson` if it holds one document a line"])
        return
      }
    }
  }

  // MARK: Values

  /// Why a value could not be read to its end; the error is already recorded.
  private enum Interruption: Error {
    case syntax
    case limit
  }

  private mutating func value(at pointer: JSONPointer, depth: Int) throws(Interruption) -> Node {
    let start = position(index)
    try count(at: start)
    guard index < end else { throw try fail("the document ends where a value should stand") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(at: pointer, depth: depth + 1, start: start)
    case UInt8(ascii: "["): return try array(at: pointer, depth: depth + 1, start: start)
    case UInt8(ascii: "\""):
      let text = try string()
      let first = SourcePosition(offset: start.offset + 1, line: start.line, column: start.column + 1)
      return node(.string(text.value), from: start, pointer: pointer, textStart: text.isVerbatim ? first : nil)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return node(try number(), from: start, pointer: pointer, textStart: start)
    default: return node(try word(), from: start, pointer: pointer, textStart: start)
    }
  }

  private mutating func object(at pointer: JSONPointer, depth: Int, start: SourcePosition) throws(Interruption) -> Node
  {
    try enter(depth, at: start)
    index += 1
    var members: [Node.Member] = []
    while try moreItems(closing: UInt8(ascii: "}"), isFirst: members.isEmpty, opened: start) {
      guard bytes[index] == UInt8(ascii: "\"") else { throw try fail("a key must be a string in double quotes") }
      let keyStart = position(index)
      let key = try string().value
      let afterQuote = SourcePosition(offset: keyStart.offset + 1, line: keyStart.line, column: keyStart.column + 1)
      let place = Place(
        source: source.name, range: SourceRange(start: keyStart, end: position(index)), pointer: pointer,
        textStart: key.utf8.count == index - keyStart.offset - 2 ? afterQuote : nil)
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ":") else {
        throw try fail("a colon is missing after the key `\(printable(key, limit: 80))`")
      }
      index += 1
      skipBlanks()
      let value = try value(at: pointer.appending(key: key), depth: depth)
      members.append(Node.Member(key: Located(key, at: place), value: value))
    }
    return node(.mapping(tree.unique(members)), from: start, pointer: pointer)
  }

  private mutating func array(at pointer: JSONPointer, depth: Int, start: SourcePosition) throws(Interruption) -> Node {
    try enter(depth, at: start)
    index += 1
    var elements: [Node] = []
    while try moreItems(closing: UInt8(ascii: "]"), isFirst: elements.isEmpty, opened: start) {
      elements.append(try value(at: pointer.appending(index: elements.count), depth: depth))
    }
    return node(.sequence(elements), from: start, pointer: pointer)
  }

  /// Moves to the next item of an object or array, or past its closing bracket.
  private mutating func moreItems(closing: UInt8, isFirst: Bool, opened: SourcePosition) throws(Interruption) -> Bool {
    skipBlanks()
    var comma: Int?
    if !isFirst, index < end, bytes[index] == UInt8(ascii: ",") {
      comma = index
      index += 1
      skipBlanks()
    }
    guard index < end else {
      let bracket = closing == UInt8(ascii: "}") ? "{" : "["
      throw try fail(
        "the document ends before the `\(bracket)` of line \(opened.line), column \(opened.column) is closed")
    }
    if bytes[index] == closing {
      if let comma { try note("a comma before `\(Character(Unicode.Scalar(closing)))` is not allowed", at: comma) }
      index += 1
      return false
    }
    if !isFirst, comma == nil {
      guard startsValue(bytes[index]) else {
        throw try fail("expected a comma or `\(Character(Unicode.Scalar(closing)))`")
      }
      try note("a comma is missing before this", at: index)
    }
    return true
  }

  private func startsValue(_ byte: UInt8) -> Bool {
    "{[\"-0123456789tfn".utf8.contains(byte)
  }

  private mutating func word() throws(Interruption) -> Node.Value {
    let start = index
    while index < end, isWordByte(bytes[index]) { index += 1 }
    switch String(decoding: bytes[start..<index], as: UTF8.self) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "":
      if bytes[start] == UInt8(ascii: "/") { throw try fail("JSON has no comments", help: ["remove it, or use YAML"]) }
      if bytes[start] == UInt8(ascii: "'") { throw try fail("a string must stand in double quotes") }
      throw try fail("a value should stand here")
    case let word:
      let shown = shown(word, from: start)
      index = start
      throw try fail("\(shown) is not a JSON value", help: ["put text in double quotes"])
    }
  }

  /// The text from `start` to here for a message; text in the place of a secret is not repeated.
  private func shown(_ text: String, from start: Int) -> String {
    let isSecret = ExternalIDText.valueRanges(in: bytes[max(0, start - 4_096)..<index]).contains { $0.contains(start) }
    return isSecret ? "this text" : "`\(printable(text, limit: 80))`"
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: false
    }
  }

  private mutating func number() throws(Interruption) -> Node.Value {
    let start = index
    while index < end, isWordByte(bytes[index]) || "+-.".utf8.contains(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard JSONNumber.isWellFormed(bytes[start..<index]) else {
      let shown = shown(text, from: start)
      index = start
      throw try fail("\(shown) is not a JSON number")
    }
    return Int(text).map { .integer($0) } ?? .number(text)
  }

  // MARK: Strings

  private mutating func string() throws(Interruption) -> (value: String, isVerbatim: Bool) {
    let opening = index
    index += 1
    var decoded: [UInt8] = []
    var copied = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        let isVerbatim = copied == opening + 1
        decoded += bytes[copied..<index - 1]
        return (String(decoding: decoded, as: UTF8.self), isVerbatim)
      case UInt8(ascii: "\\"):
        decoded += bytes[copied..<index]
        decoded += UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter
        copied = index
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        index = opening
        throw try fail("the string is not closed before the end of its line")
      case 0..<0x20:
        try note("a control character must be written as an escape such as `\\t`", at: index)
        index += 1
      default: index += 1
      }
    }
    index = opening
    throw try fail("the string is not closed before the end of the document")
  }

  private mutating func escape() throws(Interruption) -> Unicode.Scalar {
    let start = index
    index += 2
    guard index <= end else { throw try fail("the document ends inside an escape") }
    switch bytes[index - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(start: start)
    default:
      try note("unknown escape; write `\\\\` for a backslash", at: start)
      return "\u{FFFD}"
    }
  }

  private mutating func unicodeEscape(start: Int) throws(Interruption) -> Unicode.Scalar {
    guard let first = hexadecimal() else {
      try note("`\\u` needs four hexadecimal digits", at: start)
      return "\u{FFFD}"
    }
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(UInt16(first)), bytes[index..<end].starts(with: "\\u".utf8) {
      index += 2
      if let second = hexadecimal(), UTF16.isTrailSurrogate(UInt16(second)),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    try note("half of a surrogate pair is not a character", at: start)
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= end else { return nil }
    let digits = bytes[index..<index + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else { return nil }
    index += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: Places and errors

  private mutating func node(
    _ value: Node.Value, from start: SourcePosition, pointer: JSONPointer, textStart: SourcePosition? = nil
  ) -> Node {
    let range = SourceRange(start: start, end: position(index))
    return Node(value, at: Place(source: source.name, range: range, pointer: pointer, textStart: textStart))
  }

  private mutating func position(_ offset: Int) -> SourcePosition {
    cursor.position(atOffset: offset)
  }

  private mutating func range(from start: Int, to end: Int) -> SourceRange {
    SourceRange(start: position(start), end: position(end))
  }

  private mutating func skipBlanks() {
    while index < end, " \t\r\n".utf8.contains(bytes[index]) { index += 1 }
  }

  private mutating func count(at position: SourcePosition) throws(Interruption) {
    do throws(LimitReached) { try tree.count(at: position) } catch { throw .limit }
  }

  private mutating func enter(_ depth: Int, at position: SourcePosition) throws(Interruption) {
    do throws(LimitReached) { try tree.enter(depth: depth, at: position) } catch { throw .limit }
  }

  /// Records an error after which reading continues.
  private mutating func note(_ message: String, at offset: Int, help: [String] = []) throws(Interruption) {
    let range = range(from: offset, to: offset + 1)
    do throws(LimitReached) { try tree.syntaxError(message, at: range, help: help) } catch { throw .limit }
  }

  /// Records an error after which the document is abandoned.
  private mutating func fail(_ message: String, help: [String] = []) throws(Interruption) -> Interruption {
    try note(message, at: index, help: help)
    return .syntax
  }
}

/// The grammar of JSON numbers (RFC 8259, section 6).
enum JSONNumber {
  static func isWellFormed(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    guard whole.count == 1 || (whole.count > 1 && whole.first != UInt8(ascii: "0")) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    text = text.dropFirst(digits.count)
    return digits
  }
}
