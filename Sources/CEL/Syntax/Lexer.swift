/// Splits the source of an expression into tokens. It never fails: unreadable text becomes an invalid token and an
/// issue.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var issues: [Issue] = []
  /// Whether the source ends within a string or a comment.
  private(set) var isOpenAtEnd = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func tokens() -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 3 + 2)
    while true {
      skipBlanks()
      guard position < bytes.count else { break }
      tokens.append(next())
    }
    tokens.append(Token(kind: .end, range: bytes.count..<bytes.count, text: ""))
    return tokens
  }

  private func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  /// Skips tabs, line feeds, form feeds, carriage returns and spaces, and comments, which start with `//`.
  private mutating func skipBlanks() {
    while let byte = byte(at: position) {
      switch byte {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20: position += 1
      case UInt8(ascii: "/") where self.byte(at: position + 1) == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        isOpenAtEnd = position == bytes.count
      default: return
      }
    }
  }

  private mutating func next() -> Token {
    let start = position
    let first = bytes[start]
    if let prefix = stringPrefix() { return string(prefix) }
    if Self.isLetter(first) {
      while let byte = byte(at: position), Self.isLetter(byte) || Self.isDigit(byte) { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      return Token(kind: Token.keywords.contains(text) ? .keyword : .identifier, range: start..<position, text: text)
    }
    if Self.isDigit(first) || (first == UInt8(ascii: ".") && byte(at: start + 1).map(Self.isDigit) == true) {
      return number()
    }
    if first == UInt8(ascii: "`") { return quotedIdentifier() }
    return symbol()
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }

  private mutating func invalid(_ range: Range<Int>, _ message: String, help: String? = nil) -> Token {
    issues.append(Issue(at: range, message, help: help))
    return Token(kind: .invalid, range: range, text: "")
  }
}

// MARK: - Symbols and names

extension Lexer {
  private mutating func symbol() -> Token {
    let start = position
    // Characters that do not begin an operator of another language.
    switch bytes[start] {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "%"):
      return symbol(ofBytes: 1)
    default: break
    }
    if let foreign = ForeignNotation.first(at: start, in: bytes),
      foreign.text.utf8.count > 1 || !isDouble(at: start)
    {
      position += foreign.text.utf8.count
      return invalid(
        start..<position, "`\(foreign.text)` is not part of the language", help: foreign.help)
    }
    if isDouble(at: start) { return symbol(ofBytes: 2) }
    switch bytes[start] {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"):
      return symbol(ofBytes: 1)
    default: return foreignCharacter()
    }
  }

  private mutating func symbol(ofBytes count: Int) -> Token {
    let start = position
    position += count
    return Token(
      kind: .symbol, range: start..<position, text: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// Whether there is an operator of two characters at a position.
  private func isDouble(at start: Int) -> Bool {
    switch (bytes[start], byte(at: start + 1)) {
    case (UInt8(ascii: "="), UInt8(ascii: "=")), (UInt8(ascii: "!"), UInt8(ascii: "=")),
      (UInt8(ascii: "<"), UInt8(ascii: "=")), (UInt8(ascii: ">"), UInt8(ascii: "=")),
      (UInt8(ascii: "&"), UInt8(ascii: "&")), (UInt8(ascii: "|"), UInt8(ascii: "|")):
      true
    default: false
    }
  }

  /// Reads a character that has no meaning outside quotes: a curly quote and what it encloses, a space other than the
  /// ordinary one, or anything else.
  private mutating func foreignCharacter() -> Token {
    let start = position
    let scalar = scalar(at: start)
    position += scalar.utf8.count
    if let closing = ForeignNotation.quotes[scalar] {
      // Up to the closing quote or the end of the line.
      while position < bytes.count, bytes[position] != 0x0A {
        let next = self.scalar(at: position)
        position += next.utf8.count
        if closing.contains(next) { break }
      }
      return invalid(
        start..<position, "`\(scalar)` is not a quote of the language", help: "write straight quotes: `'…'` or `\"…\"`")
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .format, .lineSeparator, .paragraphSeparator:
      return invalid(
        start..<position, "`\(Self.code(scalar))` is not part of the language", help: "write an ordinary blank")
    case .control, .surrogate, .privateUse, .unassigned:
      return invalid(start..<position, "`\(Self.code(scalar))` is not part of the language")
    default: break
    }
    let help = scalar.properties.isAlphabetic ? "names hold the letters a to z, digits and `_`" : nil
    return invalid(start..<position, "`\(scalar)` is not part of the language", help: help)
  }

  /// Returns the character at an offset. INVARIANT: the source is valid UTF-8.
  private func scalar(at start: Int) -> Unicode.Scalar {
    var end = start + 1
    while let byte = byte(at: end), byte & 0xC0 == 0x80 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    "U+" + String(scalar.value, radix: 16, uppercase: true)
  }

  /// Reads a field name in backquotes, which may contain letters, digits, spaces and `_ . - /`.
  private mutating func quotedIdentifier() -> Token {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "`"), bytes[position] != 0x0A { position += 1 }
    guard byte(at: position) == UInt8(ascii: "`") else {
      return invalid(start..<position, "the backquote is not closed", help: "end the field name with a backquote")
    }
    position += 1
    let content = bytes[start + 1..<position - 1]
    let allowed = Set("_.-/ ".utf8)
    guard !content.isEmpty, content.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || allowed.contains($0) }) else {
      return invalid(
        start..<position, "a name in backquotes holds letters, digits, `_`, `.`, `-`, `/` and blanks",
        help: "use an index instead, as in `map['…']`")
    }
    return Token(kind: .quotedIdentifier, range: start..<position, text: String(decoding: content, as: UTF8.self))
  }
}

// MARK: - Literals

extension Lexer {
  private mutating func number() -> Token {
    let start = position
    if bytes[start] == UInt8(ascii: "0"), let x = byte(at: start + 1), x == UInt8(ascii: "x") {
      position += 2
      let digits = position
      while let byte = byte(at: position), Self.isHexadecimal(byte) { position += 1 }
      guard position > digits else { return invalid(start..<position, "a hexadecimal number needs digits") }
      return integer(from: start)
    }
    skipDigits()
    var isDouble = false
    if byte(at: position) == UInt8(ascii: "."), byte(at: position + 1).map(Self.isDigit) == true {
      isDouble = true
      position += 1
      skipDigits()
    }
    if let e = byte(at: position), e | 0x20 == UInt8(ascii: "e") {
      var ahead = position + 1
      if let sign = byte(at: ahead), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { ahead += 1 }
      if byte(at: ahead).map(Self.isDigit) == true {
        isDouble = true
        position = ahead
        skipDigits()
      }
    }
    return isDouble ? finish(.double, from: start) : integer(from: start)
  }

  private mutating func skipDigits() {
    while let byte = byte(at: position), Self.isDigit(byte) { position += 1 }
  }

  private mutating func integer(from start: Int) -> Token {
    if let u = byte(at: position), u | 0x20 == UInt8(ascii: "u") {
      position += 1
      return finish(.unsignedInteger, from: start)
    }
    return finish(.integer, from: start)
  }

  /// Ends a number, which must not run into a name.
  private mutating func finish(_ kind: Token.Kind, from start: Int) -> Token {
    let end = position
    while let byte = byte(at: position), Self.isLetter(byte) || Self.isDigit(byte) { position += 1 }
    guard position == end else {
      let text = String(decoding: bytes[start..<position].prefix(40), as: UTF8.self)
      return invalid(start..<position, "`\(text)` is not a number", help: "put a blank between a number and a name")
    }
    return Token(kind: kind, range: start..<end, text: "")
  }

  /// Returns where the quotes of a string literal begin, if one begins here. At most an `r` and a `b` precede them, in
  /// any order and case.
  private func stringPrefix() -> (isBytes: Bool, quote: Int)? {
    var quote = position
    var isBytes = false
    var isRaw = false
    while let byte = byte(at: quote) {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): return (isBytes, quote)
      case UInt8(ascii: "r"), UInt8(ascii: "R"):
        if isRaw { return nil }
        isRaw = true
      case UInt8(ascii: "b"), UInt8(ascii: "B"):
        if isBytes || isRaw { return nil }
        isBytes = true
      default: return nil
      }
      quote += 1
    }
    return nil
  }

  private mutating func string(_ prefix: (isBytes: Bool, quote: Int)) -> Token {
    let start = position
    let isRaw = bytes[start..<prefix.quote].contains { $0 | 0x20 == UInt8(ascii: "r") }
    let quote = bytes[prefix.quote]
    let isTriple = byte(at: prefix.quote + 1) == quote && byte(at: prefix.quote + 2) == quote
    position = prefix.quote + (isTriple ? 3 : 1)
    while let byte = byte(at: position) {
      if byte == UInt8(ascii: "\\"), !isRaw {
        position += 2
      } else if byte == quote,
        !isTriple || (self.byte(at: position + 1) == quote && self.byte(at: position + 2) == quote)
      {
        position += isTriple ? 3 : 1
        return Token(kind: prefix.isBytes ? .bytes : .string, range: start..<position, text: "")
      } else if !isTriple, byte == 0x0A || byte == 0x0D {
        break
      } else {
        position += 1
      }
    }
    position = min(position, bytes.count)
    isOpenAtEnd = position == bytes.count
    let token = Token(kind: .invalid, range: start..<position, text: "")
    _ = invalid(
      start..<prefix.quote + (isTriple ? 3 : 1), "the string that begins here is not closed",
      help: isTriple ? "end it with three quotes" : "end it with a quote; a string over several lines has three")
    return token
  }
}
