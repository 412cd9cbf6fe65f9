import Catalog
public import Money

/// One line of a bill of materials.
public final class LineItem: Sendable {  // a class, so that lines that are equal in every bill are created once
  /// The component that the line is for.
  public let component: Component
  /// The quantity: the number of things that run all the time for units that end in `hour`, otherwise the amount per
  /// month.
  public let quantity: Bounds<Quantity>
  /// The unit; nil if the price is unknown.
  public let unit: String?
  /// The price of one unit; nil if unknown.
  public let unitPrice: UnitPrice?
  /// The monthly cost; nil if the price is unknown.
  public let monthly: Bounds<Money>?
  /// The monthly cost at list prices; nil if they are unknown.
  public let listMonthly: Bounds<Money>?
  /// The monthly amount paid to AWS, without markups; nil if the price is unknown.
  public let contractedMonthly: Bounds<Money>?
  /// Why the price is unknown; nil if it is known.
  public let unknownBecause: String?
  /// The type of its nodes, where the component names several of which the region has this one.
  let instanceType: String?

  init(
    component: Component, quantity: Bounds<Quantity>, unit: String?, unitPrice: UnitPrice?, monthly: Bounds<Money>?,
    listMonthly: Bounds<Money>?, contractedMonthly: Bounds<Money>?, unknownBecause: String?, instanceType: String?
  ) {
    self.component = component
    self.quantity = quantity
    self.unit = unit
    self.unitPrice = unitPrice
    self.monthly = monthly
    self.listMonthly = listMonthly
    self.contractedMonthly = contractedMonthly
    self.unknownBecause = unknownBecause
    self.instanceType = instanceType
  }

  /// Hours per month for things that run all the time ("hour", "LCU-hour"); otherwise one.
  public static func hours(ofUnit unit: String) -> Int { unit.hasSuffix("hour") ? Estimate.hoursPerMonth : 1 }
}

/// The price of one unit of a line, and what it is based on.
public struct UnitPrice: Sendable {
  /// The reliability of a price.
  public enum Status: String, Sendable, CaseIterable {
    /// Two or more independent extractions of AWS's price list agree.
    case list
    /// One extraction contains it.
    case unverified
    /// It is a fallback or derived by a rule.
    case inferred
    /// The cost profile gives it as a custom price.
    case priceBook

    init(_ status: Price.Status) {
      switch status {
      case .list: self = .list
      case .unverified: self = .unverified
      case .inferred: self = .inferred
      }
    }
  }

  /// The amount.
  public let amount: Bounds<Money>
  /// The reliability; for several prices, the lowest.
  public let status: Status
  /// The day or month of the price list; for several prices, the oldest. Nil for a fallback.
  public let asOf: String?
  /// The source of the price, or the reason for the fallback.
  public let source: String
  /// The price before discounts, markups and custom prices; nil if it is the list price.
  let beforeTerms: BeforeTerms?

  /// The list price of AWS; nil if unknown.
  public var list: Bounds<Money>? { beforeTerms.map { $0.list } ?? amount }
  /// The price paid to AWS, without markups.
  public var contracted: Bounds<Money> { beforeTerms?.contracted ?? amount }
  /// The terms that the price depends on.
  public var terms: [AppliedTerm] { beforeTerms?.terms ?? [] }

  final class BeforeTerms: Sendable {  // a class, because few prices have one
    let list: Bounds<Money>?
    let contracted: Bounds<Money>
    let terms: [AppliedTerm]

    init(list: Bounds<Money>?, contracted: Bounds<Money>, terms: [AppliedTerm]) {
      self.list = list
      self.contracted = contracted
      self.terms = terms
    }
  }
}
