public import Money

/// A price with its provenance.
public struct Price: Sendable, Hashable {
  /// The reliability of a price.
  public enum Status: String, Sendable, CaseIterable {
    /// Two or more independent extractions of AWS's price list agree.
    case list
    /// One extraction contains it.
    case unverified
    /// It is derived by a rule, not taken from the price list.
    case inferred
  }

  /// The amount per unit.
  public let amount: Money
  /// The reliability of the price.
  public let status: Status
  /// The day or month of the price list: `2026-10-15` or `2026-02`.
  public let asOf: String
  /// The extractions that contain it.
  public let source: String

  /// Creates a price with its provenance.
  public init(amount: Money, status: Status, asOf: String, source: String) {
    self.amount = amount
    self.status = status
    self.asOf = asOf
    self.source = source
  }
}

/// The price of a service in a region.
public struct ServicePrice: Sendable, Hashable {
  /// What the price is for.
  public struct Key: Sendable, Hashable {
    /// The service, such as `NAT gateway`.
    public let service: String
    /// What is charged, such as `data processed`, without the words for a tier.
    public let usage: String

    /// Creates the key for a usage of a service.
    public init(service: String, usage: String) {
      self.service = service
      self.usage = usage
    }

    /// Creates the key that somebody names with the words of AWS's price pages, where a usage whose price has tiers may
    /// stand with its first one: `out to internet, first 10 TB` is `out to internet`.
    public init(named service: String, _ usage: String) {
      let words = usage.split(separator: ", ")
      let tier = words.last?.split(separator: " ") ?? []
      let isTier = tier.count == 3 && tier[0] == "first" && Int(tier[1]) != nil && ["GB", "TB"].contains(tier[2])
      let stem = words.count > 1 && isTier ? words.dropLast().joined(separator: ", ") : usage
      self.init(service: service, usage: stem)
    }
  }

  /// What the price is for.
  public let key: Key
  /// The unit, such as `hour` or `GB-month`.
  public let unit: String
  /// What one unit costs, by the amount in a month: the first tier begins at 0, each other one where its predecessor
  /// ends. There is one unless AWS gives the price by amount.
  public let tiers: [Tier]

  /// The price of the units between two amounts.
  public struct Tier: Sendable, Hashable {
    /// The amount in a month from which it applies.
    public let from: Quantity
    /// The amount in a month up to which it applies; nil if it applies to all that is more.
    public let to: Quantity?
    /// The price of one unit.
    public let price: Price

    /// Creates a tier.
    package init(from: Quantity = .zero, to: Quantity? = nil, price: Price) {
      self.from = from
      self.to = to
      self.price = price
    }
  }

  /// The price of the first units.
  public var price: Price { tiers[0].price }

  /// Creates a price of a service. There must be at least one tier.
  package init(key: Key, unit: String, tiers: [Tier]) {
    self.key = key
    self.unit = unit
    self.tiers = tiers
  }
}
