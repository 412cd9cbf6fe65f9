import Catalog
import Money

/// Reads the rows of a table of commitments: what a reservation or a savings plan costs, for an instance type in a region.
enum CommitmentTable {
  static func take(_ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext) throws(ImportError) {
    let (region, type) = (try row.region(rows), try row.type(rows))
    let plan = try choice("plan", CommitmentPrice.Plan.self, row, rows)
    let payment = try choice("payment", CommitmentPrice.Payment.self, row, rows)
    let years = try row.number("years", rows)
    guard years == 1 || years == 3 else { throw rows.error("the column `years` is `\(years)`, not 1 or 3") }
    try row.requireDollars(rows)
    let hourly = try amount("usd_per_hour", 1, row, rows)
    let upfront = try amount("usd_upfront", 1_000, row, rows)
    guard hourly != .zero(.usd) || upfront != .zero(.usd) else {
      throw rows.error("the commitment costs nothing: `usd_per_hour` and `usd_upfront` are both 0")
    }
    context.draft.add(
      CommitmentPrice(
        plan: plan, years: years, payment: payment, hourly: hourly, upfront: upfront, asOf: try row.date(rows),
        source: try row.source(rows)),
      of: type, in: region)
    context.file.keep("prices of commitments")
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ column: String, _: Choice.Type, _ row: TableRow, _ rows: borrowing CSVRows
  ) throws(ImportError) -> Choice {
    let text = try row.columns.required(column, rows)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw rows.error("the column `\(column)` is `\(text)`, not one of \(known)")
    }
    return choice
  }

  /// An amount in US dollars below `limit` millions; 0 if the column is empty or missing.
  private static func amount(
    _ column: String, _ limit: Int128, _ row: TableRow, _ rows: borrowing CSVRows
  ) throws(ImportError) -> Money {
    let text = try row.columns.text(column, rows)
    if text.isEmpty { return .zero(.usd) }
    guard let amount = try? Money(text, .usd), !amount.isNegative, amount.isPlausible(limit) else {
      throw rows.error("the column `\(column)` is `\(text)`, not a plausible amount such as `0.0464`")
    }
    return amount
  }
}
