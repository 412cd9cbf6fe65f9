public import Findings
public import Rules

/// The built-in rules for people.
public struct RulesText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The rules by family, each with what it checks.
  public func list(_ entries: [RuleEntry]) -> PrintableText {
    guard !entries.isEmpty else { return "no rule is like that\n" }
    var text: PrintableText = ""
    var family: RuleFamily?
    for entry in entries {
      if RuleFamily(of: entry.code) != family {
        family = RuleFamily(of: entry.code)
        text += (text.isEmpty ? "" : "\n") + style.bold(PrintableText(family?.title ?? "others")) + "\n"
      }
      let fixed = entry.isWaivable ? "" : ", fixed"
      text += "  \(entry.code)  \(style.bold(PrintableText(entry.name))) (\(entry.severity.rawValue)\(fixed))\n"
      text += Paragraph.wrapped(firstSentence(entry.documentation.checks), indentation: 9, style)
    }
    return text + "\n\(counted(entries.count, "rule")); a fixed one cannot be lowered, switched off or excused\n"
  }

  /// Everything about one rule.
  public func explain(_ entry: RuleEntry) -> PrintableText {
    var text = style.bold("\(entry.code) \(entry.name)") + "\n"
    text += "\(entry.severity.rawValue) by default, "
    text += entry.isWaivable ? "waivable\n" : "cannot be lowered, switched off or excused\n"
    for part in entry.documentation.sections {
      text += section(PrintableText(part.title), part.body, isCode: part.isCode)
    }
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
    let end = text.firstRange(of: ". ")?.lowerBound ?? text.endIndex
    let sentence = text[..<end]
    return String(sentence.hasSuffix(".") ? sentence.dropLast() : sentence)
  }
}
