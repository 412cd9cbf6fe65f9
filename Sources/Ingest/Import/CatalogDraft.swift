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
  /// How many prices of types an older catalog has, by region.
  var knownPrices: [String: Int] = [:]
  var services: [String: [ServicePrice.Key: Dated<ServiceFact>]] = [:]
  var quotas: [String: Dated<Quota>] = [:]
  var spotZones: [String: [SpotPlace: Dated<SpotMarket.Zone>]] = [:]
  var spotAdvice: [String: [String: Dated<SpotMarket.Advice>]] = [:]
  var commitments: [String: [CommitmentPlace: Dated<CommitmentPrice>]] = [:]
  /// The day since which a type is no longer offered, or priced, in a region, as an older catalog says.
  var withdrawnOffers: [String: [String: String]] = [:]
  var withdrawnPrices: [String: [String: String]] = [:]

  /// What sources of one day say differently, by what they speak of.
  private var contentions: [String: Contention] = [:]

  /// Statements of one day and standing that contradict one another.
  private struct Contention {
    var date: String
    var isOfAWS: Bool
    /// What is kept, and the source.
    var kept: (text: String, source: String)
    /// What else is said, by its text, with one of its sources.
    var others: [String: String] = [:]
    /// Whether something better was said since.
    var isSettled = false
  }

  /// The contradictions that no better statement settles.
  var conflicts: [Conflict] {
    contentions.filter { !$0.value.isSettled }.flatMap { subject, contention in
      contention.others.filter { $0.key != contention.kept.text }.map { text, source in
        Conflict(
          subject: subject, kept: "\(contention.kept.text) by \(contention.kept.source)",
          other: "\(text) by \(source)")
      }
    }
  }

  /// Adds a statement to a table, unless a better one is there.
  mutating func add<Key: Hashable, Value>(
    _ statement: Dated<Value>, to table: WritableKeyPath<CatalogDraft, [Key: Dated<Value>]>, at key: Key,
    about subject: @autoclosure () -> String
  ) {
    if supersedes(statement, self[keyPath: table][key], subject) { self[keyPath: table][key] = statement }
  }

  /// Adds a statement about something in a region.
  mutating func add<Key: Hashable, Value>(
    _ statement: Dated<Value>, to table: WritableKeyPath<CatalogDraft, [String: [Key: Dated<Value>]]>,
    in region: String, at key: Key, about subject: @autoclosure () -> String
  ) {
    if supersedes(statement, self[keyPath: table][region]?[key], subject) {
      self[keyPath: table][region, default: [:]][key] = statement
    }
  }

  /// Whether a statement takes the place of an old one, if there is one. Notes a contradiction between them, or that one
  /// is settled.
  private mutating func supersedes<Value>(
    _ statement: Dated<Value>, _ old: Dated<Value>?, _ subject: () -> String
  ) -> Bool {
    guard let old else { return true }
    let wins = statement.wins(over: old)
    if statement.contradicts(old) {
      note(wins ? statement : old, wins ? old : statement, subject())
    } else if wins, statement.date > old.date || statement.isOfAWS != old.isOfAWS {
      settle(subject)
    }
    return wins
  }

  private mutating func note<Value>(_ kept: Dated<Value>, _ other: Dated<Value>, _ subject: String) {
    var contention =
      contentions[subject].flatMap { $0.date == kept.date && $0.isOfAWS == kept.isOfAWS && !$0.isSettled ? $0 : nil }
      ?? Contention(date: kept.date, isOfAWS: kept.isOfAWS, kept: (kept.text, kept.source))
    contention.kept = (kept.text, kept.source)
    for statement in [kept, other] {
      contention.others[statement.text] = min(contention.others[statement.text] ?? statement.source, statement.source)
    }
    contentions[subject] = contention
  }

  private mutating func settle(_ subject: () -> String) {
    guard !contentions.isEmpty else { return }
    contentions[subject()]?.isSettled = true
  }
}

/// A type in a zone.
struct SpotPlace: Hashable, Sendable {
  let type: String
  let zone: String
}

/// What is paid for how long, and when.
struct CommitmentPlace: Hashable, Sendable {
  let type: String
  let plan: CommitmentPrice.Plan
  let years: Int
  let payment: CommitmentPrice.Payment
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

  /// Whether both say the same amount, however sure they are.
  static func == (one: PriceFact, other: PriceFact) -> Bool { one.amount == other.amount }

  /// All of it as one text.
  var text: String { "\(amount.exact) USD (\(status.rawValue))" }
}

extension Quota {
  /// All of it as one text.
  var text: String {
    "\(defaultVCPUs) vCPUs \(purchase.rawValue) of \(series.joined(separator: " ")), \(name)"
  }
}

extension SpotMarket.Advice {
  /// All of it as one text.
  var text: String { "\(leastPercent) to \(greatestPercent) % taken back, \(savingsPercent) % below on demand" }
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
