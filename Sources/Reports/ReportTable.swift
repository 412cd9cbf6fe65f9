/// A table of a report, the same in every format that has tables.
struct ReportTable {
  /// What it shows.
  let caption: String
  /// The heading of each column, that of the rows' titles first.
  let columns: [String]
  /// The rows.
  let rows: [Row]
  /// The columns whose text is aligned left, beside the first.
  var leftColumns: Set<Int> = []

  /// A row of a table.
  struct Row {
    /// What it is about.
    let title: ReportNumber
    /// Its cells, one for each column but the first.
    let cells: [ReportNumber]
    /// Whether it sums up the others.
    var isTotal = false
    /// The class of the colour that stands for it in a chart.
    var style: String?
  }
}
