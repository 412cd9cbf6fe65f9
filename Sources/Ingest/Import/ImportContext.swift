import Catalog
import Money
import Platform

/// What the readers of an import share: the draft that they fill, and the file that is being read.
final class ImportContext {
  var draft = CatalogDraft()
  var file: ImportedFile
  /// The spot prices of EC2's histories that were read since `settleSpotPrices`.
  private(set) var spotTally = SpotTally()
  /// The day of what a file says that carries none.
  let day: String

  /// Whether reserved prices of price lists are kept, of which there are a dozen for each type.
  let keepsReserved: Bool

  init(day: CalendarDate, keepsReserved: Bool) {
    self.keepsReserved = keepsReserved
    self.day = "\(day)"
    file = ImportedFile(path: "", kind: "")
  }

  /// Makes statements of the spot prices that were read, which then take no memory of their own.
  func settleSpotPrices() {
    for entry in spotTally.entries() {
      // A zone's name is that of its region with a letter.
      let region = String(entry.zone.dropLast())
      // Checked when the document ended.
      guard let newest = entry.newest else { continue }
      func money(_ units: UInt64) -> Money { Money(units: Int128(units) * 1_000, currency: .usd) }
      let zone = SpotMarket.Zone(
        name: entry.zone, median: money(entry.median), least: money(entry.least), greatest: money(entry.greatest),
        samples: entry.count, newest: "\(newest)")
      draft.add(zone, of: entry.type, in: region, isOfAWS: true)
    }
    spotTally = SpotTally()
  }
}
