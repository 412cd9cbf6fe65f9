import Findings

/// Comma-separated values (RFC 4180): lines end with CR LF, fields are quoted where they must be.
enum CSVText {
  /// A field of a record.
  enum Field {
    /// A number as it is: digits, a point, perhaps a minus sign.
    case number(String)
    case text(String)
    /// No value, which is an empty field: FOCUS 1.2 allows no placeholder.
    case null

    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  }

  static func record(_ fields: [Field]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  private static func field(_ field: Field) -> String {
    switch field {
    case .null: ""
    case .number(let digits): digits
    case .text(let text): quoted(harmless(printable(text)))
    }
  }

  /// A spreadsheet would compute a text that begins like a formula (OWASP, "CSV Injection"): an apostrophe before it keeps
  /// it a text.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, ["=", "+", "-", "@"].contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 13, 10].contains($0) }) else {
      return text
    }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
