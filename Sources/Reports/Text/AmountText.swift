import Costs
package import Findings
import Money

/// Amounts as people read them: rounded half away from zero, thousands apart.
enum AmountText {
  /// `1,234.56`.
  static func text(_ money: Money, places: Int = 2) -> String {
    let rounded = money.rounded(places: places)
    let isNegative = rounded.hasPrefix("-")
    let parts = rounded.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    return (isNegative ? "-" : "") + grouped(String(parts[0])) + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// Digits with a comma before each group of three.
  static func grouped(_ digits: String) -> String {
    let digits = Array(digits.utf8)
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
      grouped.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return grouped
  }

  /// Low, expected and high; a total that lacks a price is at least what is shown.
  static func bounds(_ total: Total) -> [String] {
    let prefix = total.isIncomplete ? "≥ " : ""
    return [prefix + text(total.low), prefix + text(total.expected), text(total.high)]
  }

  /// Low, expected and high.
  static func bounds(_ amounts: Bounds<Money>?) -> [String] {
    [text(amounts?.low), text(amounts?.expected), text(amounts?.high)]
  }

  /// An amount with its sign: `+1.00`, `-1.00`, `0.00`.
  static func signed(_ money: Money) -> String {
    let text = text(money)
    return money.isNegative || text.allSatisfy { $0 == "0" || $0 == "." } ? text : "+" + text
  }

  /// The same for an amount that may be unknown.
  static func text(_ money: Money?) -> String { money.map { text($0) } ?? "unknown" }
}

/// Columns of text, the first aligned left, the others right unless named.
package struct TextTable {
  private var rows: [[PrintableText]] = []
  private let leftColumns: Set<Int>

  package init(leftColumns: Set<Int> = []) { self.leftColumns = leftColumns.union([0]) }

  /// A table of a report, without its caption.
  init(_ table: ReportTable, leftColumns: Set<Int> = []) {
    self.init(leftColumns: leftColumns)
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
