import Findings

/// Writes a report as text for people: titles at the margin, everything else two columns further in.
struct TextBlocks {
  let style: TextStyle

  /// The whole report.
  func render(_ page: ReportPage) -> PrintableText {
    style.bold("\(page.title)") + "\n" + render(page.blocks)
  }

  /// Pieces of a report, with a blank line between those that do not belong together.
  func render(_ blocks: [ReportBlock]) -> PrintableText {
    var text: PrintableText = ""
    var last: ReportBlock?
    for block in blocks {
      let piece = render(block)
      guard !piece.isEmpty else { continue }
      if let last, Self.isApart(block, from: last) { text += "\n" }
      text += piece
      last = block
    }
    return text
  }

  /// Remarks belong to what stands before them.
  private static func isApart(_ block: ReportBlock, from last: ReportBlock) -> Bool {
    switch (last, block) {
    case (.table, .list), (.paragraph, .list), (.paragraph(_, .plain), .table), (.list, .error), (.error, .error): false
    default: true
    }
  }

  private func render(_ block: ReportBlock) -> PrintableText {
    switch block {
    case .section(_, _, .leftOut), .chart: ""
    case .section(let title, let blocks, _): style.bold("\(title)") + "\n" + render(blocks)
    case .paragraph(let sentence, .footing): PrintableText(sentence.text) + "\n"
    case .paragraph(let sentence, _): Paragraph.wrapped(sentence.text, style)
    case .list(let items): items.map { Paragraph.item($0.text, style) }.joined()
    case .table(let table): self.table(table)
    case .figures(let figures): self.figures(figures)
    case .problem(let problem):
      problem.text(style).render(problem.findings, omitted: problem.omitted) + "\(problem.title)\n"
    case .error(let message): style.red("error") + style.bold(": \(message)") + "\n"
    }
  }

  private func figures(_ figures: [ReportFigure]) -> PrintableText {
    var table = TextTable(leftColumns: [2])
    for figure in figures {
      let range = figure.range.map(\.text).joined()
      table.add([
        figure.title, figure.number.text, (figure.unit ?? "") + (range.isEmpty ? "" : " (\(range))"),
      ])
    }
    return table.render(style)
  }

  /// The rows; those of a change behind a sign and in its color, sums behind `=`.
  private func table(_ table: ReportTable) -> PrintableText {
    let isChange = table.isChange
    let moved = isChange ? Set(table.leftColumns.map { $0 + 1 } + [1]) : table.leftColumns
    let barred = Set(
      table.columns.indices.filter { column in
        column > 0 && table.rows.contains { $0.cells.count >= column && $0.cells[column - 1].bar != nil }
      })
    var text = TextTable(leftColumns: moved.union(barred), titleColumns: isChange ? 2 : 1)
    text.add((isChange ? [""] : []) + table.columns)
    for row in table.rows {
      let sign = row.kind.sign.map { isChange ? "" : $0 + " " } ?? ""
      let cells = [sign + row.title.text] + row.cells.map(Self.cell)
      text.add((isChange ? [row.kind.sign ?? ""] : []) + cells)
    }
    let lines = text.rowLines(style)
    guard isChange else { return lines.joined().map { $0 + "\n" }.joined() }
    return lines[0].map { $0 + "\n" }.joined()
      + zip(table.rows, lines.dropFirst()).map { row, lines in
        lines.map { colored(row.kind, $0) + "\n" }.joined()
      }.joined()
  }

  /// The columns of the longest bar.
  private static let barWidth = 12

  private static func cell(_ number: ReportNumber) -> String {
    guard let bar = number.bar else { return number.text }
    let width = Int((bar * Double(barWidth)).rounded())
    return String(repeating: "█", count: width) + String(repeating: " ", count: barWidth - width) + " " + number.text
  }

  private func colored(_ kind: ReportTable.Kind, _ line: PrintableText) -> PrintableText {
    switch kind {
    case .old: style.red(line)
    case .new: style.green(line)
    case .difference: style.bold(line)
    case .plain, .total: line
    }
  }
}
