public import Catalog
import Findings
public import Money
public import Platform

/// The documented assumptions that turn a request into priced quantities.
public struct CostProfile: Sendable {
  /// Its name.
  public let name: String
  /// What it is.
  public let description: String
  /// What a cluster is made of.
  public let components: [Component]
  /// What is agreed on prices.
  public let terms: PriceTerms
  /// The rate by which reports convert amounts; nil leaves them in US dollars.
  public let exchangeRate: ExchangeRate?
  /// The file that it was read from.
  let source: SourceFile

  /// The digest of the file that it was read from. It takes half a millisecond, so that it is computed for those who ask
  /// only.
  public var digest: Digest { Digest(sha256: source.bytes) }
}

/// The mode in which a cluster runs.
public enum PerformanceProfile: String, Sendable, CaseIterable {
  /// The control plane's DEFAULT.
  case normal
  /// The control plane's COST_SAVING: one compute node.
  case costSavings
}

/// One thing that a cluster's owner pays for.
public final class Component: Sendable {  // a class, so that each line of each bill shares it
  /// Whether it depends on the work done.
  public enum Part: String, Sendable, CaseIterable {
    /// It does not.
    case fixed
    /// It does.
    case usage
  }

  /// A name in kebab case.
  public let name: String
  /// What it is, for people.
  public let title: String
  /// Whether it depends on the work done.
  public let part: Part
  /// What it costs.
  public let price: PriceReference
  /// How much of it in normal mode.
  public let normal: Amount
  /// How much of it in cost-savings mode.
  public let costSavings: Amount
  /// Why so much.
  public let reason: String

  init(
    name: String, title: String, part: Part, price: PriceReference, normal: Amount, costSavings: Amount, reason: String
  ) {
    self.name = name
    self.title = title
    self.part = part
    self.price = price
    self.normal = normal
    self.costSavings = costSavings
    self.reason = reason
  }

  /// How much of it in a mode.
  func amount(in mode: PerformanceProfile) -> Amount {
    switch mode {
    case .normal: normal
    case .costSavings: costSavings
    }
  }
}

/// Where a component's unit price comes from.
public enum PriceReference: Sendable {
  /// A service's price in the region.
  case service(ServicePrice.Key, fallback: FallbackPrice?)
  /// The on-demand price of an instance type in the region.
  case instanceType(String, fallback: FallbackPrice?)
  /// The on-demand prices of the instance types that the request lists.
  case requestedInstanceTypes
}

/// A price to use where the catalog has none.
public struct FallbackPrice: Sendable {
  /// What one unit is, as in the catalog: `hour`, `GB-month`.
  public let unit: String
  let unitPlace: Place
  /// US dollars for one unit.
  public let amount: Bounds<Money>
  /// What it is derived from.
  public let reason: String
}

/// How much of a component there is: an amount of its own and one for each compute node.
public struct Amount: Sendable {
  /// What does not depend on the number of compute nodes.
  public let fixed: Bounds<Quantity>
  /// What each compute node adds.
  public let perComputeNode: Bounds<Quantity>

  /// The amount for a number of compute nodes, bound by bound.
  /// - Throws: `MoneyError.outOfRange`.
  func quantity(computeNodes: Bounds<Quantity>) throws(MoneyError) -> Bounds<Quantity> {
    let added = try perComputeNode.combined(with: computeNodes) { one, other throws(MoneyError) in
      try one.multiplied(by: other)
    }
    return try fixed.combined(with: added) { one, other throws(MoneyError) in try one.adding(other) }
  }
}
