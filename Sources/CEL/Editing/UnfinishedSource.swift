/// The beginning of an expression that somebody is writing, up to the place where they write.
struct UnfinishedSource {
  private let bytes: [UInt8]
  /// What closes the brackets that are open at the end, the innermost first.
  private let closers: [UInt8]
  /// Whether the end is within a text or a comment.
  let isInText: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var closers: [UInt8] = []
    var quote: UInt8?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch (quote, byte) {
      case (_?, UInt8(ascii: "\\")): index += 1
      case (let open?, _): if byte == open { quote = nil }
      case (nil, UInt8(ascii: "'")), (nil, UInt8(ascii: "\"")): quote = byte
      case (nil, UInt8(ascii: "(")): closers.append(UInt8(ascii: ")"))
      case (nil, UInt8(ascii: "[")): closers.append(UInt8(ascii: "]"))
      case (nil, UInt8(ascii: "{")): closers.append(UInt8(ascii: "}"))
      case (nil, UInt8(ascii: ")")), (nil, UInt8(ascii: "]")), (nil, UInt8(ascii: "}")): _ = closers.popLast()
      default: break
      }
      index += 1
    }
    self.closers = closers.reversed()
    isInText = quote != nil
  }

  /// A source that may be parsed, and where in it the beginning ends.
  struct Candidate {
    let text: String
    let end: Int
  }

  /// The beginning with an ending and its brackets closed.
  func closed(_ ending: String = "") -> Candidate? {
    Candidate(text: String(decoding: bytes + Array(ending.utf8) + closers, as: UTF8.self), end: bytes.count)
  }

  /// The last operand alone: names, dots, calls and indices without blanks between them.
  var lastOperand: Candidate? {
    var start = bytes.count
    var depth = 0
    while start > 0 {
      let byte = bytes[start - 1]
      switch byte {
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["):
        guard depth > 0 else { return operand(from: start) }
        depth -= 1
      case _ where depth > 0 || Self.isOfName(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?"): break
      default: return operand(from: start)
      }
      start -= 1
    }
    return operand(from: 0)
  }

  private func operand(from start: Int) -> Candidate? {
    guard start < bytes.count else { return nil }
    return Candidate(text: String(decoding: bytes[start...], as: UTF8.self), end: bytes.count - start)
  }

  /// The names with dots between them that a text ends with; empty if it ends with anything else.
  static func qualifiedName(endingWith bytes: [UInt8]) -> String {
    let name = bytes.reversed().prefix { isOfName($0) || $0 == UInt8(ascii: ".") }.reversed()
    let text = String(decoding: Array(name), as: UTF8.self)
    return text.hasPrefix(".") || text.utf8.first.map { (0x30...0x39).contains($0) } ?? true ? "" : text
  }

  /// Whether a byte may be part of a name.
  static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
