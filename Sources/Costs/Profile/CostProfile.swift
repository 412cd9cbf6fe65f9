public import Catalog
public import Findings
public import Money
public import Platform
public import Requests

/// The documented assumptions for turning a request into priced quantities.
public struct CostProfile: Sendable {
  /// The name of the profile.
  public let name: String
  /// A description of the profile.
  public let description: String
  /// Every component that the document lists.
  let listed: [Component]
  /// The components that bills have: all but those of options that nobody asked for.
  public private(set) var components: [Component]
  /// What no bill has, in words, such as `snapshots of volumes`.
  public let notIncluded: [String]
  /// The terms agreed on in addition to list prices.
  public let terms: PriceTerms
  /// How jobs run and nodes scale.
  public let scaling: Scaling
  /// The rate by which reports convert amounts; nil leaves them in US dollars.
  public let exchangeRate: ExchangeRate?
  /// The file that the profile was read from.
  let source: SourceFile

  /// The digest of that file. Computing it takes half a millisecond, so it is done only on request.
  public var digest: Digest { Digest(sha256: source.bytes) }

  init(
    name: String, description: String, listed: [Component], notIncluded: [String], terms: PriceTerms, scaling: Scaling,
    exchangeRate: ExchangeRate?, source: SourceFile
  ) {
    self.name = name
    self.description = description
    self.listed = listed
    components = listed.filter { $0.option == nil }
    self.notIncluded = notIncluded
    self.terms = terms
    self.scaling = scaling
    self.exchangeRate = exchangeRate
    self.source = source
  }

  /// The names of the options, in the order of the document.
  public var options: [String] {
    var names: [String] = []
    for case let option? in listed.map(\.option) where !names.contains(option) { names.append(option) }
    return names
  }

  /// The options that bills have.
  public var includedOptions: [String] {
    let included = Set(components.compactMap(\.option))
    return options.filter { included.contains($0) }
  }

  /// The options that bills leave out, each with what it would add.
  public var leftOut: [(option: String, components: [Component])] {
    let included = Set(includedOptions)
    return options.filter { !included.contains($0) }
      .map { option in (option, listed.filter { $0.option == option }) }
  }

  /// The profile without the components of the other generation of the control plane's contract.
  public func serving(_ generation: Generation) -> CostProfile {
    var profile = self
    profile.components = components.filter { $0.generation == nil || $0.generation == generation }
    return profile
  }

  /// The profile with the components of some options too.
  public func including(_ options: Set<String>) -> CostProfile {
    var profile = self
    profile.components = listed.filter { $0.option.map(options.contains) ?? true }
    return profile
  }
}

/// The mode in which a cluster runs.
public enum PerformanceProfile: String, Sendable, CaseIterable {
  /// The control plane's DEFAULT.
  case normal
  /// The control plane's COST_SAVING: one compute node.
  case costSavings
}

extension Generation {
  /// The modes that clusters of this generation may have.
  var modes: [PerformanceProfile] {
    switch self {
    case .kubernetes: PerformanceProfile.allCases
    case .direct: [.normal]
    }
  }
}

/// Something that a cluster's owner pays for.
public final class Component: Sendable {  // a class, so that all lines of all bills share it
  /// Whether it depends on the work done.
  public enum Part: String, Sendable, CaseIterable {
    /// It does not depend on the work done.
    case fixed
    /// It depends on the work done.
    case usage
  }

  /// A name in kebab case.
  public let name: String
  /// The title shown to people.
  public let title: String
  /// Whether it depends on the work done.
  public let part: Part
  /// The option that it belongs to; nil if every bill has it.
  public let option: String?
  /// The generation of the control plane's contract whose clusters have it; nil if all have it.
  public let generation: Generation?
  /// Whether its owner goes on paying for it after the cluster is deleted.
  public let isKeptAfterDeletion: Bool
  /// The source of its unit price.
  public let price: PriceReference
  /// The amount in normal mode.
  public let normal: Amount
  /// The amount in cost-savings mode.
  public let costSavings: Amount
  /// The reason for these amounts.
  public let reason: String

  init(
    name: String, title: String, part: Part, option: String? = nil, generation: Generation? = nil,
    isKeptAfterDeletion: Bool = false, price: PriceReference,
    normal: Amount, costSavings: Amount, reason: String
  ) {
    self.name = name
    self.title = title
    self.part = part
    self.option = option
    self.generation = generation
    self.isKeptAfterDeletion = isKeptAfterDeletion
    self.price = price
    self.normal = normal
    self.costSavings = costSavings
    self.reason = reason
  }

  /// Whether normal mode pays for compute nodes with it whatever jobs there are, besides those that its minimum keeps up.
  public var isNodeKeptReady: Bool {
    guard case .requestedInstanceTypes = price else { return false }
    return normal.fixed.high > .zero
  }

  /// The amount in a mode.
  func amount(in mode: PerformanceProfile) -> Amount {
    switch mode {
    case .normal: normal
    case .costSavings: costSavings
    }
  }
}

/// The source of a component's unit price.
public enum PriceReference: Sendable {
  /// A service's price in the region, and where the document names it.
  case service(ServicePrice.Key, fallback: FallbackPrice?, place: Place)
  /// The on-demand price of the first of some instance types that the region has.
  case instanceType([Located<String>], fallback: FallbackPrice?)
  /// The on-demand prices of the instance types that the request lists.
  case requestedInstanceTypes
}

/// The price to use if the catalog has none.
public struct FallbackPrice: Sendable {
  /// The unit, as in the catalog: `hour`, `GB-month`.
  public let unit: String
  let unitPlace: Place
  /// US dollars per unit.
  public let amount: Bounds<Money>
  /// How the price is derived.
  public let reason: String
  /// By which other price of the region the expected one goes; nil if by none.
  let ratio: Ratio?

  /// A price that is known elsewhere, and a service whose price says how much dearer the region is.
  struct Ratio: Sendable {
    /// The service that stands for the region's prices.
    let service: ServicePrice.Key
    /// Its price there.
    let base: Money
    /// The price that is known there.
    let known: Money
    /// Where it is known.
    let place: String
    /// Where the document names the usage.
    let usagePlace: Place
  }

  /// The same with the expected price by the ratio of the region, between the bounds.
  func scaled(to price: Money, in region: String) -> FallbackPrice {
    guard let ratio, let factor = try? price.ratio(to: ratio.base), let scaled = try? ratio.known.multiplied(by: factor)
    else { return self }
    // INVARIANT: all are in US dollars, because the profile is read so.
    let isLess = { (one: Money, other: Money) in (try? one.isLess(than: other)) ?? false }
    let expected = isLess(scaled, amount.low) ? amount.low : isLess(amount.high, scaled) ? amount.high : scaled
    return FallbackPrice(
      unit: unit, unitPlace: unitPlace, amount: Bounds(low: amount.low, expected: expected, high: amount.high),
      reason:
        "that of \(ratio.place), \(ratio.known.exact) USD, times \(factor), the ratio of \(ratio.service.service), \(ratio.service.usage) in \(region) to that there; low and high: \(reason)",
      ratio: nil)
  }
}

/// The amount of a component: a fixed part and a part for each compute node.
public struct Amount: Sendable {
  /// The part that does not depend on the number of compute nodes.
  public let fixed: Bounds<Quantity>
  /// The amount that each compute node adds.
  public let perComputeNode: Bounds<Quantity>

  /// Whether it does not depend on the number of compute nodes.
  var isFixed: Bool { perComputeNode == Bounds(.zero) }

  /// The amount for a number of compute nodes, bound by bound.
  /// - Throws: `MoneyError.outOfRange`.
  func quantity(computeNodes: Bounds<Quantity>) throws(MoneyError) -> Bounds<Quantity> {
    if isFixed { return fixed }
    let added = try perComputeNode.combined(with: computeNodes) { one, other throws(MoneyError) in
      try one.multiplied(by: other)
    }
    return try fixed.combined(with: added) { one, other throws(MoneyError) in try one.adding(other) }
  }
}
