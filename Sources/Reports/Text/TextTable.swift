package import Findings

/// Columns of text, the first aligned left, the others right unless named.
package struct TextTable {
  private var rows: [[PrintableText]] = []
  private let leftColumns: Set<Int>

  package init(leftColumns: Set<Int> = []) { self.leftColumns = leftColumns.union([0]) }

  /// A table of a report, without its caption.
  init(_ table: ReportTable) {
    self.init(leftColumns: table.leftColumns)
    add(table.columns)
    for row in table.rows { add(([row.title] + row.cells).map(\.text)) }
  }

  /// Adds a row of texts, which are made visible.
  package mutating func add(_ cells: [String]) { rows.append(cells.map { PrintableText($0) }) }

  /// Adds a row of texts that may be printed.
  package mutating func add(_ cells: [PrintableText]) { rows.append(cells) }

  /// The rows, each after some blanks.
  package func render(indentation: Int = 2) -> PrintableText {
    lines(indentation: indentation).map { $0 + "\n" }.joined()
  }

  /// The rows without line breaks.
  func lines(indentation: Int = 2) -> [PrintableText] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].width : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = PrintableText.repeating(" ", indentation)
      for (column, cell) in row.enumerated() {
        line += (column == 0 ? "" : "  ")
        line += cell.padded(to: widths[column], aligningRight: !leftColumns.contains(column))
      }
      return line.withoutTrailingBlanks
    }
  }
}
