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
    /// What is charged, such as `data processed`.
    public let usage: String

    /// Creates the key for a usage of a service.
    public init(service: String, usage: String) {
      self.service = service
      self.usage = usage
    }
  }

  /// What the price is for.
  public let key: Key
  /// The unit, such as `hour` or `GB-month`.
  public let unit: String
  /// The price of one unit.
  public let price: Price

  /// Creates a price of a service.
  package init(key: Key, unit: String, price: Price) {
    self.key = key
    self.unit = unit
    self.price = price
  }
}
