import Catalog
import Money

/// Collects the rows of a table of prices of services: a row for each tier.
final class ServiceTable {
  private struct Place: Hashable {
    let region: String
    let key: ServicePrice.Key
  }

  private struct Row {
    let unit: String
    let tier: ServiceFact.Tier
    let error: ImportError
  }

  private var rows: [Place: [Row]] = [:]

  func take(_ row: TableRow, _ rows: borrowing CSVRows) throws(ImportError) {
    func amount(_ column: String) throws(ImportError) -> Quantity? {
      let text = try row.columns.text(column, rows)
      if text.isEmpty { return nil }
      guard let amount = Quantity(text), amount >= .zero else {
        throw rows.error("the column `\(column)` is `\(text)`, not an amount such as 10240")
      }
      return amount
    }
    let key = ServicePrice.Key(
      service: try row.columns.required("service", rows), usage: try row.columns.required("usage", rows))
    let tier = ServiceFact.Tier(
      from: try amount("from") ?? .zero, to: try amount("to"), price: try row.price("usd", rows),
      date: try row.date(rows), source: try row.source(rows))
    self.rows[Place(region: try row.region(rows), key: key), default: []].append(
      Row(
        unit: try row.columns.required("unit", rows), tier: tier,
        error: rows.error("the tiers of `\(key.service)`, `\(key.usage)` do not follow one another from 0 in one unit"))
    )
  }

  func end(_ context: ImportContext) throws(ImportError) {
    for (place, rows) in rows.sorted(by: {
      ($0.key.region, $0.key.key.service, $0.key.key.usage) < ($1.key.region, $1.key.key.service, $1.key.key.usage)
    }) {
      let sorted = rows.sorted { $0.tier.from < $1.tier.from }
      var end: Quantity? = .zero
      for row in sorted {
        guard row.tier.from == end, row.tier.to.map({ $0 > row.tier.from }) ?? true, row.unit == sorted[0].unit else {
          throw row.error
        }
        end = row.tier.to
      }
      let fact = ServiceFact(unit: sorted[0].unit, tiers: sorted.map(\.tier))
      let date = sorted.map(\.tier.date).max() ?? context.day
      context.draft.add(
        Dated(date: date, value: fact, text: fact.text, source: sorted[0].tier.source), to: \.services,
        in: place.region, at: place.key, about: "\(place.key.service), \(place.key.usage) in \(place.region)")
      context.file.keep("prices of services")
    }
  }
}
