package import Findings

/// Columns of text, the first aligned left, the others right unless named.
package struct TextTable {
  private var rows: [[PrintableText]] = []
  private let leftColumns: Set<Int>
  /// The number of columns that get a line of their own where there is no room for all.
  private let titleColumns: Int

  package init(leftColumns: Set<Int> = [], titleColumns: Int = 1) {
    self.leftColumns = leftColumns.union([0])
    self.titleColumns = titleColumns
  }

  /// Adds a row of texts, which are made visible.
  package mutating func add(_ cells: [String]) { rows.append(cells.map { PrintableText($0) }) }

  /// Adds a row of texts that may be printed.
  package mutating func add(_ cells: [PrintableText]) { rows.append(cells) }

  /// The rows, each after some blanks, in the width of the style.
  package func render(_ style: TextStyle, indentation: Int = 2) -> PrintableText {
    rowLines(style, indentation: indentation).joined().map { $0 + "\n" }.joined()
  }

  /// The lines of each row, without line breaks: one line where there is room for all columns. Else columns of words are
  /// broken at blanks; and where that is not enough, the first column has a line of its own.
  func rowLines(_ style: TextStyle, indentation: Int = 2) -> [[PrintableText]] {
    let count = rows.map(\.count).max() ?? 0
    let columns = 0..<count
    if let widths = widths(of: columns, in: style.width.map { $0 - indentation }) {
      return rows.map { lines(of: $0, columns, widths, indentation) }
    }
    let rest = columns.dropFirst(titleColumns)
    let widths = widths(of: rest, in: style.width.map { $0 - indentation - 2 }) ?? least(rest)
    return rows.map { row in
      let title = row.prefix(titleColumns).filter { !$0.isEmpty }.joined(separator: "  ")
      return [PrintableText.repeating(" ", indentation) + title] + lines(of: row, rest, widths, indentation + 2)
    }
    .map { $0.filter { !$0.withoutTrailingBlanks.isEmpty } }
  }

  /// The widths of some columns; nil if the longest words do not fit.
  private func widths(of columns: Range<Int>, in room: Int?) -> [Int]? {
    var widths = natural(columns)
    guard let room else { return widths }
    let least = least(columns)
    var excess = widths.reduce(0, +) + 2 * max(0, columns.count - 1) - room
    while excess > 0 {
      // The column with most to give gives one.
      guard let widest = widths.indices.max(by: { widths[$0] - least[$0] < widths[$1] - least[$1] }),
        widths[widest] > least[widest]
      else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// The widths below which words would be broken; those of numbers are fixed.
  private func least(_ columns: Range<Int>) -> [Int] {
    columns.map { column in
      leftColumns.contains(column)
        ? cells(column).map { Self.longestWord($0) }.max() ?? 0 : cells(column).map(\.width).max() ?? 0
    }
  }

  private func natural(_ columns: Range<Int>) -> [Int] { columns.map { cells($0).map(\.width).max() ?? 0 } }

  private func cells(_ column: Int) -> [PrintableText] { rows.compactMap { $0.count > column ? $0[column] : nil } }

  private static func longestWord(_ cell: PrintableText) -> Int {
    cell.text.split(separator: " ").map { $0.unicodeScalars.count }.max() ?? 0
  }

  private func lines(
    of row: [PrintableText], _ columns: Range<Int>, _ widths: [Int], _ indentation: Int
  ) -> [PrintableText] {
    let cells = columns.map { column -> [PrintableText] in
      guard row.count > column else { return [""] }
      let width = widths[column - columns.lowerBound]
      return row[column].width <= width ? [row[column]] : Paragraph.lines(row[column], width: width)
    }
    return (0..<(cells.map(\.count).max() ?? 1)).map { index in
      var line = PrintableText.repeating(" ", indentation)
      for (place, column) in columns.enumerated() {
        line += (place == 0 ? "" : "  ")
        let cell = cells[place].count > index ? cells[place][index] : ""
        line += cell.padded(to: widths[place], aligningRight: !leftColumns.contains(column))
      }
      return line.withoutTrailingBlanks
    }
  }
}
