/// A table of a report, the same in every format.
struct ReportTable: Sendable {
  /// What it shows.
  let caption: String
  /// The heading of each column, that of the rows' titles first.
  let columns: [String]
  /// The rows.
  let rows: [Row]
  /// The columns whose text is aligned left, beside the first.
  var leftColumns: Set<Int> = []

  /// A row of a table.
  struct Row: Sendable {
    /// What it is about.
    let title: ReportNumber
    /// Its cells, one for each column but the first.
    let cells: [ReportNumber]
    /// What it is among the rows.
    var kind: Kind = .plain
    /// The class of the color that stands for it in a chart.
    var style: String?
  }

  /// What a row is among the others.
  enum Kind: String {
    case plain
    /// The sum of others.
    case total
    /// What was before a change.
    case old
    /// What is after it.
    case new
    /// The difference of both.
    case difference

    /// Whether the row is about a change.
    var isChange: Bool {
      switch self {
      case .plain, .total: false
      case .old, .new, .difference: true
      }
    }

    /// A sign that tells the kind in front of a row; nil for rows that need none.
    var sign: String? {
      switch self {
      case .plain: nil
      case .total, .difference: "="
      case .old: "-"
      case .new: "+"
      }
    }
  }

  /// Whether it shows a change.
  var isChange: Bool { rows.contains { $0.kind.isChange } }
}
