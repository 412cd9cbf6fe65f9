/// Text that is safe to print: literals of this program, and external text (requests, policies, servers, file names,
/// arguments) in which everything that could deceive a reader, control a terminal or give a command to a CI system has
/// been made visible.
///
/// Literals are taken unchanged; interpolated values are made visible. External text can therefore never start a new
/// line or an escape sequence, whoever writes the report:
///
/// ```swift
/// let line: PrintableText = "denied: \(request.name)\n"
/// ```
public struct PrintableText: Sendable, Hashable {
  /// The text to print.
  public private(set) var text: String

  /// Creates text from external text, made visible.
  public init(_ outside: String) { text = printable(outside) }

  /// Creates text from external text, made visible and cut after `limit` code points.
  public init(_ outside: String, limit: Int) { text = printable(outside, limit: limit) }

  /// Creates text from a format that escapes by its own means, such as JSON.
  package init(alreadyPrintable text: String) { self.text = text }

  /// Whether the text is empty.
  public var isEmpty: Bool { text.isEmpty }

  /// The number of code points.
  package var width: Int { text.unicodeScalars.count }

  /// A space or another literal character, repeated.
  package static func repeating(_ character: PrintableText, _ count: Int) -> PrintableText {
    PrintableText(alreadyPrintable: String(repeating: character.text, count: max(0, count)))
  }

  /// The text without trailing spaces.
  package var withoutTrailingBlanks: PrintableText {
    var copy = text
    while copy.hasSuffix(" ") { copy.removeLast() }
    return PrintableText(alreadyPrintable: copy)
  }

  /// The text padded with spaces to `width` code points, on the right or on the left.
  package func padded(to width: Int, aligningRight: Bool = false) -> PrintableText {
    let blanks = Self.repeating(" ", width - self.width)
    return aligningRight ? blanks + self : self + blanks
  }

  /// The concatenation of both texts.
  public static func + (one: PrintableText, other: PrintableText) -> PrintableText {
    PrintableText(alreadyPrintable: one.text + other.text)
  }

  /// Appends a text.
  public static func += (one: inout PrintableText, other: PrintableText) { one.text += other.text }
}

extension PrintableText: ExpressibleByStringInterpolation {
  /// Creates text from a literal.
  public init(stringLiteral text: String) { self.text = text }

  /// Creates text from a literal with interpolated values.
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Makes interpolated values visible and takes literals unchanged.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    /// Reserves room for the text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Appends a literal.
    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Appends text that is already printable.
    public mutating func appendInterpolation(_ printable: PrintableText) { text += printable.text }

    /// Appends a number.
    public mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

    /// Appends external text, or the description of a value that may contain it.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += printable(value.description)
    }

    /// Appends external text, cut after `limit` code points.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible, limit: Int) {
      text += printable(value.description, limit: limit)
    }
  }
}

extension DefaultStringInterpolation {
  /// A `String` would lose the guarantee: use a `PrintableText`.
  @available(*, unavailable, message: "give the literal the type PrintableText")
  public mutating func appendInterpolation(_ text: PrintableText) {}
}

extension Sequence<PrintableText> {
  /// The concatenation of the texts.
  package func joined(separator: PrintableText = "") -> PrintableText {
    PrintableText(alreadyPrintable: map(\.text).joined(separator: separator.text))
  }
}

/// The text with everything made visible that could deceive a reader or give commands. Control characters,
/// bidirectional marks, zero-width characters and line breaks become `\u{…}`, and so does the beginning of anything
/// that a CI system reads as a command (`::error::…`, `##vso[…]`).
///
/// Applying the function twice gives the same result as once.
public func printable(_ text: String) -> String {
  guard needsEscapes(text) else { return text }
  var result = ""
  var previous: Unicode.Scalar = " "
  let scalars = text.unicodeScalars
  var isBeginning = true
  for index in scalars.indices {
    let scalar = scalars[index]
    let rest = scalars[index...]
    let beginsCommand =
      (isBeginning && scalar == ":" && rest.starts(with: "::".unicodeScalars))
      || (scalar == "#" && previous == "#" && isLoggingCommand(rest.dropFirst()))
    if beginsCommand || isUnprintable(scalar) {
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
    if scalar != " " { isBeginning = false }
    previous = scalar
  }
  return result
}

/// The text as `printable` returns it, cut after `limit` code points.
public func printable(_ text: String, limit: Int) -> String {
  guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return printable(text) }
  return printable(String(text.unicodeScalars.prefix(limit))) + "…"
}

/// Whether a text may contain something to make visible; fast in the common case.
private func needsEscapes(_ text: String) -> Bool {
  var previous: UInt8 = 0
  for byte in text.utf8 {
    if byte < 0x20 || byte > 0x7E { return true }
    if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
    previous = byte
  }
  return false
}

/// Whether the text after `##` makes a command of Azure Pipelines, TeamCity or the older syntax of GitHub Actions
/// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands,
/// https://www.jetbrains.com/help/teamcity/service-messages.html, actions/runner, ActionCommand.cs).
private func isLoggingCommand(_ rest: Substring.UnicodeScalarView) -> Bool {
  ["[", "vso[", "teamcity["].contains { rest.starts(with: $0.unicodeScalars) }
}

/// Whether a code point has no visible form, or changes how others are displayed.
public func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value >= 0x20, scalar.value < 0x7F { return false }
  return switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
  default: false
  }
}
