import Catalog
import Money

/// What the files of an import say, before it becomes a catalog.
///
/// Statements are only collected, and merged by rules that do not depend on an order; `CatalogResolution` decides what
/// becomes of them.
struct CatalogDraft: Sendable {
  /// By region.
  var descriptions: [String: Dated<String>] = [:]
  var partitions: [String: Dated<String>] = [:]
  var optIns: [String: Dated<Bool>] = [:]
  /// By instance type.
  var specifications: [String: Dated<SpecificationFacts>] = [:]
  var currentGenerations: [String: Dated<Bool>] = [:]
  /// Types of which only the name is known.
  var typeNames: Set<String> = []
  /// The offers of each region, by the day they are from: the zone IDs of each type.
  var offers: [String: [String: [String: Set<String>]]] = [:]
  /// The same where only the zone ID is known: day, zone ID, types.
  var zoneOffers: [String: [String: Set<String>]] = [:]
  /// The region of each zone ID, as AWS says.
  var zones: [String: String] = [:]
  /// Types that a price list has, without their prices.
  var listed: [String: [String: Dated<String>]] = [:]
  /// Prices per hour by region and type.
  var onDemand: [String: [String: Dated<PriceFact>]] = [:]
  /// The days of whole price lists of EC2, by region.
  var priceListDays: [String: Set<String>] = [:]
  var services: [String: [ServicePrice.Key: Dated<ServiceFact>]] = [:]
  var quotas: [String: Dated<Quota>] = [:]
  /// The day since which a type is no longer offered, or priced, in a region, as an older catalog says.
  var withdrawnOffers: [String: [String: String]] = [:]
  var withdrawnPrices: [String: [String: String]] = [:]

  private(set) var conflicts: Set<Conflict> = []

  /// Adds a statement to a table, unless a better one is there.
  mutating func add<Key: Hashable, Value>(
    _ statement: Dated<Value>, to table: WritableKeyPath<CatalogDraft, [Key: Dated<Value>]>, at key: Key,
    about subject: @autoclosure () -> String
  ) {
    guard let old = self[keyPath: table][key] else { return self[keyPath: table][key] = statement }
    let wins = statement.wins(over: old)
    if statement.contradicts(old) { note(wins ? statement : old, wins ? old : statement, subject()) }
    if wins { self[keyPath: table][key] = statement }
  }

  /// Adds a statement about something in a region.
  mutating func add<Key: Hashable, Value>(
    _ statement: Dated<Value>, to table: WritableKeyPath<CatalogDraft, [String: [Key: Dated<Value>]]>,
    in region: String, at key: Key, about subject: @autoclosure () -> String
  ) {
    guard let old = self[keyPath: table][region]?[key] else {
      return self[keyPath: table][region, default: [:]][key] = statement
    }
    let wins = statement.wins(over: old)
    if statement.contradicts(old) { note(wins ? statement : old, wins ? old : statement, subject()) }
    if wins { self[keyPath: table][region]?[key] = statement }
  }

  private mutating func note<Value>(_ kept: Dated<Value>, _ other: Dated<Value>, _ subject: String) {
    conflicts.insert(
      Conflict(
        subject: subject, kept: "\(kept.text) (\(kept.source))", other: "\(other.text) (\(other.source))"))
  }
}

/// The specification of a type without what other sources may know better.
struct SpecificationFacts: Equatable, Sendable {
  var vcpus: Int
  var memoryMiB: Int
  var architectures: [Architecture]
  var accelerators: [Accelerator]
  var currentGeneration: Bool
  var bareMetal: Bool
  var burstable: Bool
  var network: String
  var usageClasses: [String]
}

/// A price and how reliable it is.
struct PriceFact: Equatable, Sendable {
  let amount: Money
  let status: Price.Status

  static func == (one: PriceFact, other: PriceFact) -> Bool { one.amount == other.amount }
}

/// The price of a service, by tier.
struct ServiceFact: Equatable, Sendable {
  struct Tier: Equatable, Sendable {
    let from: Quantity
    let to: Quantity?
    let price: PriceFact
    let date: String
    let source: String

    static func == (one: Tier, other: Tier) -> Bool {
      one.from == other.from && one.to == other.to && one.price == other.price
    }
  }

  let unit: String
  let tiers: [Tier]
}
