public import Findings
public import Rules

/// The built-in rules for people.
public struct RulesText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// Every rule on one line.
  public func list(_ entries: [RuleEntry]) -> PrintableText {
    var table = TextTable()
    for entry in entries {
      table.add([
        "\(entry.code)  \(padded(entry.severity.rawValue, 7))  \(padded(entry.name, 28))  \(entry.isWaivable ? "waivable" : "fixed   ")"
          + "  \(firstSentence(entry.documentation.checks))"
      ])
    }
    return table.render(indentation: 0)
  }

  /// Everything about one rule.
  public func explain(_ entry: RuleEntry) -> PrintableText {
    let documentation = entry.documentation
    var text = style.bold("\(entry.code) \(entry.name)") + "\n"
    text += "\(entry.severity.rawValue) by default, "
    text += entry.isWaivable ? "waivable\n" : "cannot be lowered, switched off or excused\n"
    text += section("What it checks", documentation.checks)
    text += section("Why it matters", documentation.why)
    text += section("Example", documentation.example, isCode: true)
    text += section("How to fix", documentation.fix)
    text += section("Fixed", documentation.fixed, isCode: true)
    if !entry.parameters.isEmpty {
      let lines = entry.parameters.map { "`\($0.name)`: \($0.summary); by default \($0.default)" }
      text += section("Parameters", lines.joined(separator: "\n"))
    }
    return text
  }

  private func section(_ title: PrintableText, _ body: String, isCode: Bool = false) -> PrintableText {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { isCode ? ["    " + $0] : Self.wrapped(String($0), width: 80) }
    return "\n\(style.bold(title))\n\(lines.map { "\($0)\n" as PrintableText }.joined())"
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func firstSentence(_ text: String) -> String {
    text.split(separator: ":", maxSplits: 1).first.map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) }
      ?? text
  }
}
