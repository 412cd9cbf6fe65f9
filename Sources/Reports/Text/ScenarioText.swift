import Findings
import WhatIf

/// The part of the report of `tollgate whatif` about other scenarios, for people.
struct ScenarioText: Sendable {
  let style: TextStyle

  /// The scenarios beside the two modes: what comes of them, their bills, and what each is.
  func render(_ answer: WhatIf) -> PrintableText {
    guard !answer.others.isEmpty else { return "" }
    let tables = ScenarioTables(answer: answer)
    return [
      table(tables.outcomes()), Paragraph.wrapped(ScenarioWords.cheapest(answer), indentation: 4, style), "\n",
      table(tables.bills()), "\n",
      answer.others.map { Paragraph.wrapped(ScenarioWords.terms($0), indentation: 4, style) }.joined(), "\n",
    ].joined()
  }

  private func table(_ table: ReportTable) -> PrintableText {
    style.bold("  \(table.caption)") + "\n" + TextTable(table).render(style, indentation: 4)
  }
}
