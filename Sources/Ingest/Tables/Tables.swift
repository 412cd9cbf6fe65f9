import Catalog
import Money

/// Reads custom tables as CSV. The columns say which table it is; Docs/catalog.md lists them.
struct Tables {
  /// One kind of table.
  private enum Kind: CaseIterable {
    case quotas, services, spot, commitments, prices, regions, types, offers

    /// The columns that make a table one of this kind.
    func fits(_ columns: TableColumns) -> Bool {
      switch self {
      case .quotas: columns.has("code", "purchase", "default_vcpus")
      case .services: columns.has("region", "service", "usage", "unit", "usd")
      case .spot: columns.has("region", "instance_type", "least_percent", "greatest_percent", "savings_percent")
      case .commitments: columns.has("region", "instance_type", "plan", "years", "payment", "usd_per_hour")
      case .prices: columns.has("region", "instance_type", "usd_per_hour")
      case .regions: columns.has("region", "opt_in")
      case .types: columns.has("instance_type") && !columns.has("region")
      case .offers: columns.has("region", "instance_type")
      }
    }

    var words: String {
      switch self {
      case .quotas: "a table of quotas"
      case .services: "a table of prices of services"
      case .spot: "a table of spot advice"
      case .commitments: "a table of prices of commitments"
      case .prices: "a table of prices of instance types"
      case .regions: "a table of regions"
      case .types: "a table of instance types"
      case .offers: "a list of offers"
      }
    }
  }

  /// Reads a table after its header.
  /// - Throws: `ImportError` if the columns are unknown or a value is invalid.
  static func read(_ rows: inout CSVRows, _ context: ImportContext) throws(ImportError) {
    let columns = try TableColumns(rows)
    guard let kind = Kind.allCases.first(where: { $0.fits(columns) }) else {
      if columns.count == 1, try rows.text(0).contains(";") {
        throw rows.error("the values are separated by semicolons; separate them by commas")
      }
      throw rows.error(
        "no table has these columns; a table of prices has region, instance_type and usd_per_hour"
      )
    }
    context.file.kind = kind.words
    let services = ServiceTable()
    while try rows.next() {
      guard rows.count == columns.count else {
        throw rows.error("the row has \(rows.count) values, and the header \(columns.count)")
      }
      let row = TableRow(columns: columns, day: context.day)
      switch kind {
      case .prices: try takePrice(row, rows, context)
      case .spot: try takeSpotAdvice(row, rows, context)
      case .commitments: try CommitmentTable.take(row, rows, context)
      case .services: try services.take(row, rows)
      case .offers: try takeOffer(row, rows, context)
      case .regions: try takeRegion(row, rows, context)
      case .quotas: try takeQuota(row, rows, context)
      case .types: try TypeTable.take(row, rows, context)
      }
    }
    if kind == .services { try services.end(context) }
  }

  private static func takePrice(
    _ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext
  ) throws(ImportError) {
    let (region, type) = (try row.region(rows), try row.type(rows))
    let price = try row.price("usd_per_hour", rows)
    context.draft.add(
      try row.statement(price, price.text, rows), to: \.onDemand, in: region, at: type,
      about: "\(type) in \(region)")
    context.file.keep("prices of instance types")
  }

  private static func takeSpotAdvice(
    _ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext
  ) throws(ImportError) {
    let (region, type) = (try row.region(rows), try row.type(rows))
    let advice = SpotMarket.Advice(
      leastPercent: try row.number("least_percent", rows), greatestPercent: try row.number("greatest_percent", rows),
      savingsPercent: try savings(row, rows), asOf: try row.date(rows), source: try row.source(rows))
    guard advice.leastPercent <= advice.greatestPercent, advice.greatestPercent <= 100 else {
      throw rows.error("the shares are not percentages in ascending order")
    }
    context.draft.add(
      try row.statement(advice, advice.text, rows), to: \.spotAdvice, in: region, at: type,
      about: "spot capacity of \(type) in \(region)")
    context.file.keep("bands of interruption")
  }

  private static func savings(_ row: TableRow, _ rows: borrowing CSVRows) throws(ImportError) -> Int {
    let text = try row.columns.required("savings_percent", rows)
    guard let savings = Int(text), SpotMarket.Advice.savings.contains(savings) else {
      throw rows.error("the column `savings_percent` is `\(text)`, not a percentage below 100")
    }
    return savings
  }

  private static func takeOffer(
    _ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext
  ) throws(ImportError) {
    let (region, type) = (try row.region(rows), try row.type(rows))
    context.draft.add(
      try row.statement(type, type, rows), to: \.listed, in: region, at: type, about: "\(type) in \(region)")
    context.file.keep("offers")
  }

  private static func takeRegion(
    _ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext
  ) throws(ImportError) {
    let region = try row.region(rows)
    let needs = try row.flag("opt_in", rows)
    context.draft.add(
      try row.statement(needs, "\(needs)", rows), to: \.optIns, at: region, about: "opting in to \(region)")
    context.file.keep("regions")
  }

  private static func takeQuota(
    _ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext
  ) throws(ImportError) {
    let columns = row.columns
    let code = try columns.required("code", rows)
    let purchase = try columns.required("purchase", rows)
    guard let purchase = Quota.Purchase(rawValue: purchase) else {
      throw rows.error("the purchase is `\(purchase)`, not `on-demand` or `spot`")
    }
    let series = try columns.required("series", rows).split(separator: " ").map(String.init).sorted()
    let quota = Quota(
      code: code, name: try columns.required("name", rows), purchase: purchase,
      defaultVCPUs: try row.number("default_vcpus", rows), series: series)
    context.draft.add(
      try row.statement(quota, quota.text, rows), to: \.quotas, at: code, about: "quota \(code)")
    context.file.keep("quotas")
  }
}

/// A row of a table with the columns that all tables may have: `as_of`, `source` and `status`.
struct TableRow {
  let columns: TableColumns
  /// The day of what the table says without a date.
  let day: String

  func region(_ rows: borrowing CSVRows) throws(ImportError) -> String {
    let name = try columns.required("region", rows)
    guard RegionName.isOne(name) else { throw rows.error("`\(name)` is not a region name") }
    return name
  }

  func type(_ rows: borrowing CSVRows) throws(ImportError) -> String {
    let name = try columns.required("instance_type", rows)
    guard InstanceTypeName(name) != nil else { throw rows.error("`\(name)` is not an instance type name") }
    return name
  }

  func number(_ column: String, _ rows: borrowing CSVRows) throws(ImportError) -> Int {
    let text = try columns.required(column, rows)
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      throw rows.error("the column `\(column)` is `\(text)`, not a whole number")
    }
    return number
  }

  func positive(_ column: String, _ rows: borrowing CSVRows) throws(ImportError) -> Int {
    let number = try number(column, rows)
    guard number > 0 else { throw rows.error("the column `\(column)` is 0") }
    return number
  }

  func flag(_ column: String, _ rows: borrowing CSVRows) throws(ImportError) -> Bool {
    let text = try columns.required(column, rows)
    guard text == "true" || text == "false" else {
      throw rows.error("the column `\(column)` is `\(text)`, not `true` or `false`")
    }
    return text == "true"
  }

  /// Throws an error if the row has a currency other than US dollars.
  func requireDollars(_ rows: borrowing CSVRows) throws(ImportError) {
    let currency = try columns.text("currency", rows)
    guard currency.isEmpty || currency == "USD" else {
      throw rows.error("the price is in `\(currency)`; the catalog holds US dollars only")
    }
  }

  /// A price in US dollars with its status.
  func price(_ column: String, _ rows: borrowing CSVRows) throws(ImportError) -> PriceFact {
    try requireDollars(rows)
    let text = try columns.required(column, rows)
    guard let amount = try? Money(text, .usd), !amount.isNegative, amount != .zero(.usd), amount.isPlausible else {
      throw rows.error("the price `\(text)` is not an amount of more than 0 and less than a million US dollars")
    }
    let status = try columns.text("status", rows)
    guard let known = status.isEmpty ? .unverified : Price.Status(rawValue: status) else {
      throw rows.error("the status is `\(status)`, not `list`, `unverified` or `inferred`")
    }
    return PriceFact(amount: amount, status: known)
  }

  func date(_ rows: borrowing CSVRows) throws(ImportError) -> String {
    let text = try columns.text("as_of", rows)
    guard text.isEmpty || DayText.isDayOrMonth(text) else {
      throw rows.error("the column `as_of` is `\(text)`, not a day such as `2026-10-15`")
    }
    return text.isEmpty ? day : text
  }

  func source(_ rows: borrowing CSVRows) throws(ImportError) -> String {
    let text = try columns.text("source", rows)
    return text.isEmpty ? "a table of \(try date(rows))" : text
  }

  /// A statement of the row.
  func statement<Value>(
    _ value: Value, _ text: String, _ rows: borrowing CSVRows
  ) throws(ImportError) -> Dated<Value> {
    Dated(date: try date(rows), value: value, text: text, source: try source(rows))
  }
}
