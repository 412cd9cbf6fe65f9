/// Text that may be printed: the words of this program, and text from outside (requests, policies, servers, file names,
/// arguments) after everything in it that could deceive a reader, steer a terminal or command a CI system has been made
/// visible.
///
/// A literal is taken as it is; what is interpolated is made visible. So no text from outside can begin a new line or be
/// taken for an escape sequence, whoever writes the report:
///
/// ```swift
/// let line: PrintableText = "denied: \(request.name)\n"
/// ```
public struct PrintableText: Sendable, Hashable {
  /// The text as it is printed.
  public private(set) var text: String

  /// Text from outside, made visible.
  public init(_ outside: String) { text = printable(outside) }

  /// Text from outside, made visible and cut after `limit` code points.
  public init(_ outside: String, limit: Int) { text = printable(outside, limit: limit) }

  /// Text of a format that has made everything visible by its own means, such as the escapes of JSON.
  package init(alreadyPrintable text: String) { self.text = text }

  /// Whether there is nothing to print.
  public var isEmpty: Bool { text.isEmpty }

  /// The number of code points.
  package var width: Int { text.unicodeScalars.count }

  /// This program's own blanks, or another character of its own, repeated.
  package static func repeating(_ character: PrintableText, _ count: Int) -> PrintableText {
    PrintableText(alreadyPrintable: String(repeating: character.text, count: max(0, count)))
  }

  /// The text without the blanks at its end.
  package var withoutTrailingBlanks: PrintableText {
    var copy = text
    while copy.hasSuffix(" ") { copy.removeLast() }
    return PrintableText(alreadyPrintable: copy)
  }

  /// The text, filled up with blanks to a number of code points, at its end or at its beginning.
  package func padded(to width: Int, aligningRight: Bool = false) -> PrintableText {
    let blanks = Self.repeating(" ", width - self.width)
    return aligningRight ? blanks + self : self + blanks
  }

  /// Both texts.
  public static func + (one: PrintableText, other: PrintableText) -> PrintableText {
    PrintableText(alreadyPrintable: one.text + other.text)
  }

  /// Adds a text at the end.
  public static func += (one: inout PrintableText, other: PrintableText) { one.text += other.text }
}

extension PrintableText: ExpressibleByStringInterpolation {
  /// This program's own words.
  public init(stringLiteral text: String) { self.text = text }

  /// This program's own words with values between them.
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Makes visible what is interpolated, and takes the literals as they are.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    /// Room for a text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// This program's own words.
    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text that may be printed already.
    public mutating func appendInterpolation(_ printable: PrintableText) { text += printable.text }

    /// A number.
    public mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

    /// Text from outside, or what describes itself by such text.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += printable(value.description)
    }

    /// Text from outside, cut after a number of code points.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible, limit: Int) {
      text += printable(value.description, limit: limit)
    }
  }
}

extension DefaultStringInterpolation {
  /// A `String` would lose the promise: write a `PrintableText`.
  @available(*, unavailable, message: "give the literal the type PrintableText")
  public mutating func appendInterpolation(_ text: PrintableText) {}
}

extension Sequence<PrintableText> {
  /// The texts one after another.
  package func joined(separator: PrintableText = "") -> PrintableText {
    PrintableText(alreadyPrintable: map(\.text).joined(separator: separator.text))
  }
}

/// The text with everything made visible that could deceive or steer: control characters, bidirectional marks,
/// zero-width characters and line breaks become `\u{…}`, and so does the beginning of what a CI system takes for a
/// command (`::error::…`, `##vso[…]`).
///
/// Made visible twice, it stays the same.
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

/// The text as `printable` shows it, cut after `limit` code points.
public func printable(_ text: String, limit: Int) -> String {
  guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return printable(text) }
  return printable(String(text.unicodeScalars.prefix(limit))) + "…"
}

/// Whether a text may hold something to make visible; quick for the common case.
private func needsEscapes(_ text: String) -> Bool {
  var previous: UInt8 = 0
  for byte in text.utf8 {
    if byte < 0x20 || byte > 0x7E { return true }
    if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
    previous = byte
  }
  return false
}

/// Whether what follows `##` makes a command of Azure Pipelines, TeamCity or the older ones of GitHub Actions
/// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands,
/// https://www.jetbrains.com/help/teamcity/service-messages.html, actions/runner, ActionCommand.cs).
private func isLoggingCommand(_ rest: Substring.UnicodeScalarView) -> Bool {
  ["[", "vso[", "teamcity["].contains { rest.starts(with: $0.unicodeScalars) }
}

/// Whether a code point has no visible form of its own, or changes how others are shown.
public func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value >= 0x20, scalar.value < 0x7F { return false }
  return switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
  default: false
  }
}
