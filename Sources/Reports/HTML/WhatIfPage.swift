/// The page of `tollgate whatif`: one file without script or reference to another.
struct WhatIfPage {
  let name: String
  let recommendation: String
  let replications: Int
  let figures: [Figure]
  let tables: WhatIfTables
  let charts: WhatIfCharts
  let cheapest: String
  let terms: [ReportNumber]
  let assumptions: [ReportNumber]

  /// A number in large letters.
  struct Figure {
    let title: String
    let number: ReportNumber
    let unit: String?
    let range: [ReportNumber]
  }

  /// The whole page.
  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(name): normal or cost-savings mode</title>
    <style>
    \(WhatIfStyleSheet.text)
    </style>
    </head>
    <body>
    <main>
    <h1>\(name): normal or cost-savings mode?</h1>
    <p class="answer" data-json="/recommendation" data-form="text">\(recommendation)</p>
    <ul class="figures">
    \(figures.map(item).joined())</ul>
    \(table(tables.summary()))\(scenarios)<h2>What the money is for</h2>
    \(chart(charts.bill()))\(table(tables.groups()))<details>
    <summary>Every line of the bills, low, expected and high</summary>
    \(table(tables.lines()))</details>
    <h2>How long jobs wait</h2>
    \(charts.distribution().map(chart))\(table(tables.waits()))<h2>Cost and waiting against load</h2>
    \(charts.loads().map(chart).joined())<details>
    <summary>The numbers behind the charts</summary>
    \(table(tables.sweep()))</details>
    <h2>What the answer rests on</h2>
    <p class="legend"><span class="key lower">the lower value of the assumption</span> <span class="key higher">the higher one</span></p>
    \(charts.tornadoes().map(chart).joined())\(table(tables.sensitivities()))<h2>Assumed</h2>
    <ul>
    \(assumptions.map(sentence).joined())</ul>
    </main>
    <footer>\(Tool.name) \(Tool.version); <span data-json="/study/replications" data-form="text">\(replications)</span> replications. Amounts are estimates at list prices.</footer>
    </body>
    </html>

    """
  }

  private func item(_ figure: Figure) -> Markup {
    let unit = figure.unit.map { " <small>\($0)</small>" as Markup }
    return """
      <li>\(figure.title) <strong>\(number(figure.number))\(unit)</strong> <span>\(figure.range.map(number).joined())</span></li>

      """
  }

  private var scenarios: Markup? {
    tables.scenarios().map { scenarios in
      """
      <h2>Other scenarios</h2>
      <p data-json="/cheapestInWords" data-form="text">\(cheapest)</p>
      \(table(scenarios))<ul>
      \(terms.map(sentence).joined())</ul>

      """
    }
  }

  private func sentence(_ sentence: ReportNumber) -> Markup { "<li\(sentence.origin)>\(sentence.text)</li>\n" }

  private func number(_ number: ReportNumber) -> Markup { "<span\(number.origin)>\(number.text)</span>" }

  private func table(_ table: ReportTable) -> Markup {
    let headings = table.columns.map { "<th scope=\"col\">\($0)</th>" as Markup }
    return """
      <figure>
      <figcaption>\(table.caption)</figcaption>
      <div class="scroll" role="region" aria-label="\(table.caption)" tabindex="0">
      <table>
      <thead><tr>\(headings.joined())</tr></thead>
      <tbody>
      \(table.rows.map(row).joined())</tbody>
      </table>
      </div>
      </figure>

      """
  }

  private func row(_ row: ReportTable.Row) -> Markup {
    let isTotal: Markup = row.isTotal ? " class=\"total\"" : ""
    let style = row.style.map { " class=\"key \($0)\"" as Markup }
    let cells = row.cells.map { "<td\($0.origin)>\($0.text)</td>" as Markup }
    return "<tr\(isTotal)><th scope=\"row\"\(style)\(row.title.origin)>\(row.title.text)</th>\(cells.joined())</tr>\n"
  }

  private func chart(_ chart: WhatIfCharts.Chart) -> Markup {
    let legend = chart.legend.map { legend in
      let keys = legend.keys.map { "<span class=\"key \($0.style)\">\($0.title)</span> " as Markup }
      return "<p class=\"legend\">\(keys.joined())</p>\n" as Markup
    }
    return """
      <figure>
      \(legend)\(chart.svg)
      <figcaption>\(chart.description)</figcaption>
      </figure>

      """
  }
}

extension ReportNumber {
  /// The attributes that say where the JSON report has the number.
  var origin: Markup {
    guard let pointer else { return .empty }
    return " data-json=\"\(pointer)\" data-form=\"\(form.rawValue)\""
  }
}
