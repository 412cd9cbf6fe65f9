public import Findings
public import WhatIf

/// The report of `tollgate whatif` as Markdown, for a comment on a pull request.
public enum WhatIfMarkdown {
  /// The whole report.
  public static func render(_ answer: WhatIf, name: String) -> PrintableText {
    PrintableText(alreadyPrintable: markdown(answer, name: name))
  }

  private static func markdown(_ answer: WhatIf, name: String) -> String {
    let tables = WhatIfTables(answer)
    let saving = answer.study.saving
    return """
      ## \(MarkdownText.escaped(name)): normal or cost-savings mode?

      \(MarkdownText.escaped(WhatIfWords.recommendation(answer)))

      \(MarkdownText.table(tables.summary()))
      Saving: \(AmountText.text(saving.mean)) USD a month (\(WhatIfWords.level(answer.study.intervalKind)): \(AmountText.text(saving.low)) to \
      \(AmountText.text(saving.high))), from \(answer.study.replications) replications.

      \(scenarios(answer, tables))### What the money is for, USD a month

      \(MarkdownText.table(tables.groups()))
      ### What the answer rests on

      \(MarkdownText.table(tables.sensitivities()))
      <details>
      <summary>Cost and waiting by load</summary>

      \(MarkdownText.table(tables.sweep()))
      </details>

      ### Assumed

      \(WhatIfWords.assumptions(answer).map { "- \(MarkdownText.escaped($0))" }.joined(separator: "\n"))

      <sub>\(Tool.name) \(Tool.version); amounts are estimates at list prices.</sub>

      """
  }

  private static func scenarios(_ answer: WhatIf, _ tables: WhatIfTables) -> String {
    guard let table = tables.scenarios() else { return "" }
    return
      "### Other scenarios\n\n\(MarkdownText.escaped(ScenarioWords.cheapest(answer)))\n\n\(MarkdownText.table(table))\n"
      + answer.others.map { "- \(MarkdownText.escaped(ScenarioWords.terms($0)))\n" }.joined() + "\n"
  }
}
