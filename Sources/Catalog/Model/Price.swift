public import Money

/// A price and what it rests on.
public struct Price: Sendable, Hashable {
  /// How sure the price is.
  public enum Status: String, Sendable, CaseIterable {
    /// Two or more independent extractions of AWS's price list agree.
    case list
    /// One extraction has it.
    case unverified
    /// It follows from a rule, not from the price list.
    case inferred
  }

  /// The amount for one unit.
  public let amount: Money
  /// How sure it is.
  public let status: Status
  /// The day or month of the price list that it was taken from: `2026-10-15` or `2026-02`.
  public let asOf: String
  /// Which extractions have it.
  public let source: String

  /// A price with its provenance.
  public init(amount: Money, status: Status, asOf: String, source: String) {
    self.amount = amount
    self.status = status
    self.asOf = asOf
    self.source = source
  }
}

/// The price of a service in a region.
public struct ServicePrice: Sendable, Hashable {
  /// What it is a price of.
  public struct Key: Sendable, Hashable {
    /// The service, such as `NAT gateway`.
    public let service: String
    /// What is charged, such as `data processed`.
    public let usage: String

    /// The charge for a usage of a service.
    public init(service: String, usage: String) {
      self.service = service
      self.usage = usage
    }
  }

  /// What it is a price of.
  public let key: Key
  /// What one unit is, such as `hour` or `GB-month`.
  public let unit: String
  /// The price of one unit.
  public let price: Price

  /// A price of a service.
  package init(key: Key, unit: String, price: Price) {
    self.key = key
    self.unit = unit
    self.price = price
  }
}
