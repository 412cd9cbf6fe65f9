import Catalog
import Money

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
  /// Why the price is not known; nil where it is.
  public let unknownBecause: String?

  init(
    component: Component, quantity: Bounds<Quantity>, unit: String?, unitPrice: UnitPrice?, monthly: Bounds<Money>?,
    unknownBecause: String?
  ) {
    self.component = component
    self.quantity = quantity
    self.unit = unit
    self.unitPrice = unitPrice
    self.monthly = monthly
    self.unknownBecause = unknownBecause
  }
}

/// What one unit of a line costs, and what that rests on.
public struct UnitPrice: Sendable {
  /// The amount.
  public let amount: Bounds<Money>
  /// How sure it is; of several prices, the least sure.
  public let status: Price.Status
  /// The day or month of the price list; of several prices, the oldest. Nil for a fallback.
  public let asOf: String?
  /// Where it comes from, or why this fallback.
  public let source: String
}
