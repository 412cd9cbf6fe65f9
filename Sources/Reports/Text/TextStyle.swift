package import Findings

/// How text is written: with colours for terminals (ECMA-48, SGR) or none, and how wide.
public struct TextStyle: Sendable {
  /// Whether colours are used.
  public let isColored: Bool
  /// The number of columns that lines fit into, 80 or more; nil if lines may be of any length, as in a file.
  public let width: Int?

  /// A style with or without colours, for a terminal of some columns or for a file.
  public init(isColored: Bool, width: Int? = nil) {
    self.isColored = isColored
    self.width = width.map { max($0, 80) }
  }

  /// A text in which lines that are wider than the style go on in the next line, two columns further in. What has a shape of
  /// its own stays as it is: lines of a source behind a bar, whose carets count columns, trees, and JSON.
  package func fitted(_ text: PrintableText) -> PrintableText {
    guard let width else { return text }
    let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
    return PrintableText(alreadyPrintable: lines.map { Self.fitted($0, width) }.joined(separator: "\n"))
  }

  /// The beginning of a line without colors that fits into one row of the terminal, for a line that is drawn again and again.
  package func cut(_ line: PrintableText) -> PrintableText {
    guard let width, line.width >= width else { return line }
    let beginning = String(String.UnicodeScalarView(line.text.unicodeScalars.prefix(width - 2)))
    return PrintableText(alreadyPrintable: beginning + "…")
  }

  private static func fitted(_ line: Substring, _ width: Int) -> String {
    guard columns(of: line) > width, !hasShape(line) else { return String(line) }
    // A color may begin before the blanks.
    var rest = line
    while rest.first == "\u{1B}", let end = rest.firstIndex(of: "m") { rest = rest[rest.index(after: end)...] }
    let colors = line[..<rest.startIndex]
    let indentation = rest.prefix { $0 == " " }.count
    let hanging = String(repeating: " ", count: indentation + 2)
    var lines: [String] = []
    var current = String(colors) + String(repeating: " ", count: indentation)
    var used = indentation
    for word in rest.dropFirst(indentation).split(separator: " ", omittingEmptySubsequences: false) {
      let size = columns(of: word)
      let isFirst = used == (lines.isEmpty ? indentation : hanging.count)
      if !isFirst, used + 1 + size > width {
        lines.append(current)
        (current, used) = (hanging, hanging.count)
        if word.isEmpty { continue }
        current += word
        used += size
        continue
      }
      current += (isFirst ? "" : " ") + word
      used += (isFirst ? 0 : 1) + size
    }
    return (lines + [current]).joined(separator: "\n")
  }

  /// The columns that a line takes: its code points, without the sequences that colour it.
  private static func columns(of line: Substring) -> Int {
    var count = 0
    var isInSequence = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isInSequence = true }
      if !isInSequence { count += 1 }
      if isInSequence, scalar == "m" { isInSequence = false }
    }
    return count
  }

  /// Whether a line is one of a source, a tree or JSON, by what stands behind its number or blanks.
  private static func hasShape(_ line: Substring) -> Bool {
    var rest = line.unicodeScalars[...]
    while let first = rest.first {
      if first == "\u{1B}" {
        rest = rest.drop { $0 != "m" }.dropFirst()
      } else if first == " " || ("0"..."9").contains(first) {
        rest = rest.dropFirst()
      } else {
        return "|│├└{}[]\"".unicodeScalars.contains(first)
      }
    }
    return false
  }

  package func bold(_ text: PrintableText) -> PrintableText { sequence("1", text) }
  package func faint(_ text: PrintableText) -> PrintableText { sequence("2", text) }
  package func green(_ text: PrintableText) -> PrintableText { sequence("1;32", text) }
  package func red(_ text: PrintableText) -> PrintableText { sequence("1;31", text) }
  package func blue(_ text: PrintableText) -> PrintableText { sequence("1;34", text) }

  func severity(_ severity: Severity, _ text: PrintableText) -> PrintableText {
    switch severity {
    case .error: red(text)
    case .warning: sequence("1;33", text)
    case .note: sequence("1;36", text)
    }
  }

  /// The severity and the code of a finding, as in `error[TG404]`, and what excuses it.
  func label(_ finding: Finding) -> PrintableText {
    label(finding.severity, finding.code, isExcepted: finding.exception != nil, isInBaseline: finding.isInBaseline)
  }

  /// The same of findings that are not listed.
  func label(_ omitted: OmittedFindings) -> PrintableText {
    label(omitted.severity, omitted.code, isExcepted: omitted.exception != nil, isInBaseline: omitted.isInBaseline)
  }

  private func label(
    _ severity: Severity, _ code: RuleCode, isExcepted: Bool, isInBaseline: Bool
  ) -> PrintableText {
    let label: PrintableText = "\(severity.rawValue)[\(code)]"
    if isExcepted { return faint("excepted \(label)") }
    return isInBaseline ? faint("baselined \(label)") : self.severity(severity, label)
  }

  private func sequence(_ code: PrintableText, _ text: PrintableText) -> PrintableText {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
