import Catalog
public import Money

/// One line of a bill of materials.
public final class LineItem: Sendable {  // a class, so that lines which are the same in every bill are made once
  /// The component that it is of.
  public let component: Component
  /// How much of it: things that run all the time for units that end in `hour`, else the amount in a month.
  public let quantity: Bounds<Quantity>
  /// What one unit is; nil where the price is not known.
  public let unit: String?
  /// What one unit costs; nil where that is not known.
  public let unitPrice: UnitPrice?
  /// What the line costs in a month; nil where the price is not known.
  public let monthly: Bounds<Money>?
  /// What it would cost at list prices; nil where those are not known.
  public let listMonthly: Bounds<Money>?
  /// What AWS is paid for it: without markups; nil where the price is not known.
  public let contractedMonthly: Bounds<Money>?
  /// Why the price is not known; nil where it is.
  public let unknownBecause: String?

  init(
    component: Component, quantity: Bounds<Quantity>, unit: String?, unitPrice: UnitPrice?, monthly: Bounds<Money>?,
    listMonthly: Bounds<Money>?, contractedMonthly: Bounds<Money>?, unknownBecause: String?
  ) {
    self.component = component
    self.quantity = quantity
    self.unit = unit
    self.unitPrice = unitPrice
    self.monthly = monthly
    self.listMonthly = listMonthly
    self.contractedMonthly = contractedMonthly
    self.unknownBecause = unknownBecause
  }

  /// Hours in a month for things that run all the time ("hour", "LCU-hour"), else one.
  public static func hours(ofUnit unit: String) -> Quantity {
    unit.hasSuffix("hour") ? Quantity(Estimate.hoursPerMonth) : .one
  }
}

/// What one unit of a line costs, and what that rests on.
public struct UnitPrice: Sendable {
  /// How sure a price is.
  public enum Status: String, Sendable, CaseIterable {
    /// Two or more independent extractions of AWS's price list agree.
    case list
    /// One extraction has it.
    case unverified
    /// It is a fallback or follows from a rule.
    case inferred
    /// The cost profile has it as a price of one's own.
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
  /// How sure it is; of several prices, the least sure.
  public let status: Status
  /// The day or month of the price list; of several prices, the oldest. Nil for a fallback.
  public let asOf: String?
  /// Where it comes from, or why this fallback.
  public let source: String
  /// What it was before discounts, markups and prices of one's own; nil if it is the list price.
  let beforeTerms: BeforeTerms?

  /// The price on AWS's list; nil where that is not known.
  public var list: Bounds<Money>? { beforeTerms.map { $0.list } ?? amount }
  /// What AWS is paid: without markups.
  public var contracted: Bounds<Money> { beforeTerms?.contracted ?? amount }
  /// The terms that it rests on.
  public var terms: [AppliedTerm] { beforeTerms?.terms ?? [] }

  final class BeforeTerms: Sendable {  // a class, since few prices have one
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
