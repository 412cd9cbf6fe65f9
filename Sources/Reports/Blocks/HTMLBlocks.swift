import Findings

/// Writes a report as a page: one file without script or reference to another.
enum HTMLBlocks {
  /// The whole page.
  static func render(_ page: ReportPage) -> PrintableText { [beginning(page), end].joined().printable }

  /// The page without its end, so that blocks may follow.
  static func beginning(_ page: ReportPage) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(page.title)</title>
    <style>
    \(StyleSheet.text)
    </style>
    </head>
    <body>
    <main>
    <h1>\(page.title)</h1>
    \(render(page.blocks, level: 2))
    """
  }

  /// The end of every page.
  static let end: Markup = """
    </main>
    </body>
    </html>

    """

  /// A block of a report, which stands at its top.
  static func render(_ block: ReportBlock) -> Markup { render(block, 2) }

  private static func render(_ blocks: [ReportBlock], level: Int) -> Markup {
    blocks.map { render($0, level) }.joined()
  }

  private static func render(_ block: ReportBlock, _ level: Int) -> Markup {
    switch block {
    case .section(let title, let blocks, .open):
      "<h\(level)>\(title)</h\(level)>\n\(render(blocks, level: level + 1))"
    case .section(let title, let blocks, .folded), .section(let title, let blocks, .leftOut):
      "<details>\n<summary>\(title)</summary>\n\(render(blocks, level: level + 1))</details>\n"
    case .paragraph(let sentence, let emphasis): paragraph(sentence, emphasis)
    case .list(let items): "<ul>\n\(items.map { "<li\($0.origin)>\($0.text)</li>\n" as Markup }.joined())</ul>\n"
    case .table(let table): self.table(table)
    case .figures(let figures): "<ul class=\"figures\">\n\(figures.map(figure).joined())</ul>\n"
    case .chart(let chart): self.chart(chart)
    case .problem(let problem): "<p class=\"problem\">\(problem.title); <code>\(Tool.name) check</code> says why</p>\n"
    case .error(let message): "<p class=\"problem\">error: \(message)</p>\n"
    }
  }

  private static func paragraph(_ sentence: ReportNumber, _ emphasis: ReportBlock.Emphasis) -> Markup {
    switch emphasis {
    case .plain: "<p\(sentence.origin)>\(sentence.text)</p>\n"
    case .answer: "<p class=\"answer\"\(sentence.origin)>\(sentence.text)</p>\n"
    case .footing: "<p class=\"footing\"\(sentence.origin)>\(sentence.text)</p>\n"
    }
  }

  private static func figure(_ figure: ReportFigure) -> Markup {
    let unit = figure.unit.map { " <small>\($0)</small>" as Markup }
    let range: Markup = figure.range.isEmpty ? .empty : " <span>\(figure.range.map(number).joined())</span>"
    return """
      <li>\(figure.title) <strong>\(number(figure.number))\(unit)</strong>\(range)</li>

      """
  }

  private static func number(_ number: ReportNumber) -> Markup { "<span\(number.origin)>\(number.text)</span>" }

  private static func table(_ table: ReportTable) -> Markup {
    func alignment(_ column: Int) -> Markup { table.leftColumns.contains(column) ? " class=\"left\"" : .empty }
    let headings = table.columns.enumerated().map { "<th scope=\"col\"\(alignment($0))>\($1)</th>" as Markup }
    let rows = table.rows.map { row in
      let cells = row.cells.enumerated().map { "<td\(alignment($0 + 1))\($1.origin)>\($1.text)</td>" as Markup }
      let kind: Markup = row.kind == .plain ? .empty : " class=\"\(row.kind.rawValue)\""
      let style = row.style.map { " class=\"key \($0)\"" as Markup }
      let sign = row.kind.isChange ? row.kind.sign.map { "\($0) " } ?? "" : ""
      return
        "<tr\(kind)><th scope=\"row\"\(style)\(row.title.origin)>\(sign)\(row.title.text)</th>\(cells.joined())</tr>\n"
        as Markup
    }
    return """
      <figure>
      <figcaption>\(table.caption)</figcaption>
      <div class="scroll" role="region" aria-label="\(table.caption)" tabindex="0">
      <table>
      <thead><tr>\(headings.joined())</tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </div>
      </figure>

      """
  }

  private static func chart(_ chart: ReportChart) -> Markup {
    let keys = chart.legend.map { "<span class=\"key \($0.style)\">\($0.title)</span> " as Markup }
    let legend: Markup = keys.isEmpty ? .empty : "<p class=\"legend\">\(keys.joined())</p>\n"
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
