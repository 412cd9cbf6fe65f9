import Findings

/// Writes the tables of a report as comma-separated values (RFC 4180): one line for each cell, numbers without rounding,
/// so that a spreadsheet can filter and pivot them.
enum CSVBlocks {
  /// The header, and a line for each cell.
  static func render(_ page: ReportPage) -> PrintableText {
    let header = ["section", "table", "row", "kind", "column", "value"]
    return PrintableText(
      alreadyPrintable: CSVText.record(header.map { .text($0) }) + render(page.blocks, in: page.title, isTop: true))
  }

  /// The lines of a block of a report, which stands at its top.
  static func render(_ block: ReportBlock) -> PrintableText {
    PrintableText(alreadyPrintable: render([block], in: "", isTop: true))
  }

  /// The tables of a section; those of a section in it are told by both titles, since several requests have the same ones.
  private static func render(_ blocks: [ReportBlock], in section: String, isTop: Bool = false) -> String {
    blocks.map { block in
      switch block {
      case .section(let title, let blocks, _): render(blocks, in: isTop ? title : "\(section): \(title)")
      case .table(let table): records(table, in: section)
      case .paragraph, .list, .figures, .chart, .problem, .error: ""
      }
    }.joined()
  }

  private static func records(_ table: ReportTable, in section: String) -> String {
    table.rows.map { row in
      zip(table.columns.dropFirst(), row.cells).map { column, cell in
        CSVText.record([
          .text(section), .text(table.caption), .text(row.title.text), .text(row.kind.rawValue), .text(column),
          cell.value.map { .number($0) } ?? CSVText.Field(cell.text.isEmpty ? nil : cell.text),
        ])
      }.joined()
    }.joined()
  }
}
