import Findings

/// Writes a report in Markdown, for a comment on a pull request.
enum MarkdownBlocks {
  /// The whole report.
  static func render(_ page: ReportPage) -> PrintableText {
    PrintableText(
      alreadyPrintable: "## \(MarkdownText.escaped(page.title))\n\n" + render(page.blocks, level: 3))
  }

  /// A block of a report, which stands at its top.
  static func render(_ block: ReportBlock) -> PrintableText {
    PrintableText(alreadyPrintable: render([block], level: 3))
  }

  private static func render(_ blocks: [ReportBlock], level: Int) -> String {
    blocks.map { render($0, level) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func render(_ block: ReportBlock, _ level: Int) -> String {
    switch block {
    case .section(let title, let blocks, .open):
      String(repeating: "#", count: level) + " \(MarkdownText.escaped(title))\n\n" + render(blocks, level: level + 1)
    case .section(let title, let blocks, .folded), .section(let title, let blocks, .leftOut):
      MarkdownText.details(MarkdownText.escaped(title), render(blocks, level: level + 1))
    case .paragraph(let sentence, .footing): "<sub>\(MarkdownText.escaped(sentence.text))</sub>\n"
    case .paragraph(let sentence, _): MarkdownText.escaped(sentence.text) + "\n"
    case .list(let items): items.map { "- \(MarkdownText.escaped($0.text))\n" }.joined()
    case .table(let table): self.table(table)
    case .figures(let figures): figures.map { "- \(figure($0))\n" }.joined()
    case .chart: ""
    case .problem(let problem): "- \(MarkdownText.escaped(problem.title)); `\(Tool.name) check` says why\n"
    case .error(let message): "- **error**: \(MarkdownText.escaped(message))\n"
    }
  }

  private static func figure(_ figure: ReportFigure) -> String {
    let number = figure.number.text + (figure.unit.map { " \($0)" } ?? "")
    let range = figure.range.map(\.text).joined()
    return MarkdownText.escaped(figure.title) + ": **\(MarkdownText.escaped(number))**"
      + (range.isEmpty ? "" : " (\(MarkdownText.escaped(range)))")
  }

  /// The rows; those of a change say in the second column what they are.
  private static func table(_ table: ReportTable) -> String {
    let isChange = table.isChange
    func cells(_ row: ReportTable.Row) -> [String] {
      let cells = row.cells.map { bold(MarkdownText.escaped($0.text), row.kind) }
      let title = MarkdownText.escaped(row.title.text)
      return isChange ? [title, row.kind.rawValue] + cells : [bold(title, row.kind)] + cells
    }
    let columns = table.columns.map { MarkdownText.escaped($0) }
    return MarkdownText.table(
      isChange ? [columns[0], ""] + columns.dropFirst() : columns, table.rows.map(cells),
      leftColumns: isChange ? Set(table.leftColumns.map { $0 + 1 } + [1]) : table.leftColumns)
  }

  private static func bold(_ text: String, _ kind: ReportTable.Kind) -> String {
    switch kind {
    case .plain, .old, .new: text
    case .total, .difference: text.isEmpty ? "" : "**\(text)**"
    }
  }
}
