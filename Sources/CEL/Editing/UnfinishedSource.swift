/// The beginning of an expression that somebody is writing, up to the place where they write.
struct UnfinishedSource {
  private let bytes: [UInt8]
  /// What closes the brackets that are open at the end, the innermost first.
  private let closers: String
  /// Where the last operand begins: names, dots, calls and indices without blanks between them.
  private let operandStart: Int
  /// Whether the end is within a text or a comment.
  let isInText: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lexer = Lexer(bytes)
    let tokens = lexer.tokens().dropLast()
    isInText = lexer.isOpenAtEnd
    var closers: [String] = []
    // Where the operand began before each open bracket.
    var starts: [Int] = []
    var start = 0
    var end = 0
    for token in tokens {
      let isClosing = [")", "]", "}"].contains(token.text)
      if token.kind == .symbol, !isClosing, !["(", "[", "{", ".", "?"].contains(token.text) {
        start = token.range.upperBound
      } else if !isClosing, !Self.isContinuation(token, after: end, in: bytes) {
        start = token.range.lowerBound
      }
      switch token.text {
      case "(", "[", "{":
        closers.append(token.text == "(" ? ")" : token.text == "[" ? "]" : "}")
        starts.append(start)
        start = token.range.upperBound
      case ")", "]", "}":
        _ = closers.popLast()
        start = starts.popLast() ?? start
      default: break
      }
      end = token.range.upperBound
    }
    self.closers = closers.reversed().joined()
    operandStart = start
  }

  /// Whether a token goes on with the operand before it: a call, an index or a member of it.
  private static func isContinuation(_ token: Token, after end: Int, in bytes: [UInt8]) -> Bool {
    guard token.range.lowerBound == end, end > 0 else { return false }
    return ["(", "[", "."].contains(token.text) || ".?".utf8.contains(bytes[end - 1])
  }

  /// A source that may be parsed, and where in it the beginning ends.
  struct Candidate {
    let text: String
    let end: Int
  }

  /// The beginning with an ending and its brackets closed.
  func closed(_ ending: String = "") -> Candidate {
    Candidate(text: String(decoding: bytes, as: UTF8.self) + ending + closers, end: bytes.count)
  }

  /// The last operand alone.
  var lastOperand: Candidate {
    Candidate(text: String(decoding: bytes[operandStart...], as: UTF8.self), end: bytes.count - operandStart)
  }

  /// The names with dots between them that a text ends with; empty if it ends with anything else.
  static func qualifiedName(endingWith bytes: [UInt8]) -> String {
    let name = bytes.reversed().prefix { isOfName($0) || $0 == UInt8(ascii: ".") }.reversed()
    let text = String(decoding: Array(name), as: UTF8.self)
    return text.utf8.first.map(Lexer.isLetter) ?? false ? text : ""
  }

  /// Whether a byte may be part of a name.
  static func isOfName(_ byte: UInt8) -> Bool { Lexer.isLetter(byte) || Lexer.isDigit(byte) }
}
