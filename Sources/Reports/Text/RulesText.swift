public import Findings
public import Rules

/// The built-in rules for people.
public struct RulesText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// Every rule on one line.
  public func list(_ entries: [RuleEntry]) -> PrintableText {
    var table = TextTable(leftColumns: Set(0...4))
    for entry in entries {
      table.add([
        entry.code.description, entry.severity.rawValue, entry.name, entry.isWaivable ? "waivable" : "fixed",
        firstSentence(entry.documentation.checks),
      ])
    }
    return table.render(style, indentation: 0)
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
      .flatMap { isCode ? ["    " + PrintableText(String($0))] : Paragraph.lines(PrintableText(String($0)), width: 80) }
    return "\n\(style.bold(title))\n\(lines.map { $0 + "\n" }.joined())"
  }

  private func firstSentence(_ text: String) -> String {
    text.split(separator: ":", maxSplits: 1).first.map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) }
      ?? text
  }
}
