public import Findings
public import Rules

/// The built-in rules in Markdown: what `tollgate explain --format markdown` prints, and a page for each rule in the
/// documentation.
public enum RuleReference {
  /// The path of a rule's page in the repository.
  static func path(of entry: RuleEntry) -> String { "Docs/rules/\(entry.code).md" }

  /// Everything about one rule.
  public static func render(_ entry: RuleEntry) -> PrintableText {
    var text = "# \(entry.code) \(entry.name)\n\n"
    text += "\(entry.severity.rawValue.capitalizingFirst) by default; "
    text += entry.isWaivable ? "can be waived.\n" : "cannot be lowered, switched off or excused.\n"
    for part in entry.documentation.sections { text += section(part.title, part.body, isCode: part.isCode) }
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

extension RuleDocumentation {
  /// Its sections in the order in which every format shows them.
  var sections: [(title: String, body: String, isCode: Bool)] {
    [
      ("What it checks", checks, false), ("Why it matters", why, false), ("Example", example, true),
      ("How to fix", fix, false), ("Fixed", fixed, true),
    ]
  }
}

extension String {
  fileprivate var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
