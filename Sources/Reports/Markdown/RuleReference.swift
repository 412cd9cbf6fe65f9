public import Findings
public import Rules

/// The built-in rules in Markdown: what `tollgate explain --format markdown` prints, and a page for each rule in the
/// documentation.
public enum RuleReference {
  /// Everything about one rule.
  public static func render(_ entry: RuleEntry) -> PrintableText {
    let documentation = entry.documentation
    var text = "# \(entry.code) \(entry.name)\n\n"
    text += "\(entry.severity.rawValue.capitalizingFirst) by default; "
    text += entry.isWaivable ? "can be waived.\n" : "cannot be lowered, switched off or excused.\n"
    text += section("What it checks", documentation.checks)
    text += section("Why it matters", documentation.why)
    text += section("Example", documentation.example, isCode: true)
    text += section("How to fix", documentation.fix)
    text += section("Fixed", documentation.fixed, isCode: true)
    if !entry.parameters.isEmpty {
      text += "\n## Parameters\n\n"
      for one in entry.parameters {
        text +=
          "- \(MarkdownText.code(one.name)): \(sentence(one.summary)); by default \(MarkdownText.code(one.default))\n"
      }
    }
    return PrintableText(alreadyPrintable: text)
  }

  private static func section(_ title: String, _ body: String, isCode: Bool = false) -> String {
    guard !body.isEmpty else { return "" }
    return "\n## \(title)\n\n" + (isCode ? MarkdownText.block(body, language: "yaml") : sentence(body) + "\n")
  }

  /// Text of ours: code in it stands between backticks, as in Markdown, and nothing else in it is markup.
  private static func sentence(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? MarkdownText.escapedWithin(String(part)) : "`\(part)`"
    }.joined()
  }
}

extension String {
  fileprivate var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
