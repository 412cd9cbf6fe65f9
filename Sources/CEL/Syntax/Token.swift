/// A token of the language and its position.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case identifier
    /// A field name in backquotes.
    case quotedIdentifier
    case integer
    case unsignedInteger
    case double
    case string
    case bytes
    /// `true`, `false`, `null` or `in`.
    case keyword
    /// An operator or a bracket, by its text.
    case symbol
    /// Unreadable text. An issue has been reported.
    case invalid
    case end
  }

  let kind: Kind
  let range: Range<Int>
  /// The text of identifiers, keywords and symbols; empty for literals, which are decoded from the range.
  let text: String
}

extension Token {
  /// Words that cannot be identifiers (cel-spec, langdef.md, "Syntax"). They are allowed as field names.
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]

  static let keywords: Set<String> = ["true", "false", "null", "in"]

  /// Returns the token as messages name it.
  func described(in bytes: [UInt8]) -> String {
    switch kind {
    case .end: "the end of the expression"
    default: "`\(String(decoding: bytes[range].prefix(40), as: UTF8.self))`"
    }
  }
}
