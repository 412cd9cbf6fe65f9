import Findings

/// A piece of HTML, XML or SVG.
///
/// A literal is markup; what is interpolated is text, and its special characters are escaped, for content and for
/// attributes in double quotes alike. So no text from outside becomes markup, whoever writes the report:
///
/// ```swift
/// let cell: Markup = "<td title=\"\(name)\">\(name)</td>"
/// ```
struct Markup: Sendable {
  /// The markup as it is written.
  private(set) var text: String

  /// No markup.
  static let empty: Markup = ""

  /// Adds markup at the end.
  static func += (one: inout Markup, other: Markup) { one.text += other.text }

  /// The markup as it may be printed: what it holds from outside has been made visible.
  var printable: PrintableText { PrintableText(alreadyPrintable: text) }

  /// Text as it stands between tags and in attributes. XML 1.0 has no form at all for most control characters
  /// (section 2.2), so they are made visible, and so are line breaks: no line begins with text from outside.
  fileprivate static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Findings.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self.text = text }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Escapes what is interpolated, and takes the literals as they are.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Lines of text, one below another.
    mutating func appendInterpolation(lines: [String]) {
      text += lines.map(Markup.escaped).joined(separator: "\n")
    }

    /// Markup inside of markup.
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    /// Markup that is there or not.
    mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }

    /// A number.
    mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

    /// Text.
    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += Markup.escaped(value.description)
    }
  }
}

extension DefaultStringInterpolation {
  /// A `String` would be escaped again: write a `Markup`.
  @available(*, unavailable, message: "give the literal the type Markup")
  mutating func appendInterpolation(_ markup: Markup) {}
}

extension Sequence<Markup> {
  /// The pieces one after another.
  func joined() -> Markup { reduce(into: Markup.empty) { $0 += $1 } }
}
