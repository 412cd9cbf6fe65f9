public import Money

/// A question about which instance types are available where, and at what price.
public struct OfferQuery: Sendable {
  /// The order of the answer.
  public enum Order: String, Sendable, CaseIterable {
    /// By type, then region.
    case name
    /// The cheapest first.
    case price
    /// The cheapest accelerator first.
    case pricePerAccelerator = "price-per-accelerator"
    /// The cheapest vCPU first.
    case pricePerVCPU = "price-per-vcpu"
    /// The most vCPUs first.
    case vcpus
    /// The most memory first.
    case memory
    /// The most accelerators first.
    case accelerators
  }

  /// The regions; empty for all that are loaded.
  public var regions: [String] = []
  /// The families, such as `p5`; empty for all.
  public var families: [String] = []
  /// A kind of accelerator, such as `gpu`, or a part of the name of a model, such as `a10g`; nil for any or none.
  public var accelerator: String?
  /// The least number of accelerators; of GPUs, if no accelerator is named.
  public var leastAccelerators: Quantity?
  /// The least number of vCPUs.
  public var leastVCPUs: Int?
  /// The least memory in MiB.
  public var leastMemoryMiB: Quantity?
  /// The architecture that it must run.
  public var architecture: Architecture?
  /// The highest price an hour. What has no price is then left out.
  public var highestPrice: Money?
  /// The order of the answer.
  public var order = Order.name

  /// Creates a question about everything.
  public init() {}

  /// Whether it asks for nothing in particular.
  public var isOpen: Bool {
    regions.isEmpty && families.isEmpty && accelerator == nil && leastAccelerators == nil && leastVCPUs == nil
      && leastMemoryMiB == nil && architecture == nil && highestPrice == nil
  }

  /// The types that are offered or priced in a region, as far as the catalog knows, in the order asked for.
  public func offers(in catalog: Catalog) -> [OfferedType] {
    let regions = regions.isEmpty ? catalog.loadedRegions : regions
    var offers: [OfferedType] = []
    for type in catalog.instanceTypes.values where fits(type) {
      for region in regions {
        let offering = catalog.offering(of: type.name, in: region)
        guard offering.isPresent else { continue }
        let data = catalog.data(for: region)
        let offer = OfferedType(
          type: type, region: region, offering: offering, price: data?.onDemand[type.name],
          withdrawn: data?.withdrawnPrices[type.name], market: data?.spot[type.name],
          spotPrice: data?.spotPrice(of: type.name))
        if let highestPrice {
          guard let price = offer.price?.amount, (try? highestPrice.isLess(than: price)) == false else { continue }
        }
        offers.append(offer)
      }
    }
    return offers.sorted(by: isOrderedBefore)
  }

  private func fits(_ type: InstanceType) -> Bool {
    if !families.isEmpty, !families.contains(type.family) { return false }
    let needsSpecification =
      accelerator != nil || leastAccelerators != nil || leastVCPUs != nil || leastMemoryMiB != nil
      || architecture != nil
    guard needsSpecification else { return true }
    guard let specification = type.specification else { return false }
    if let leastVCPUs, specification.vcpus < leastVCPUs { return false }
    if let leastMemoryMiB, Quantity(specification.memoryMiB) < leastMemoryMiB { return false }
    if let architecture, !specification.architectures.contains(architecture) { return false }
    guard accelerator != nil || leastAccelerators != nil else { return true }
    return specification.accelerators.contains { device in
      let isAsked =
        accelerator.map {
          device.kind.rawValue == $0.lowercased() || device.model.lowercased().contains($0.lowercased())
        } ?? (device.kind == .gpu)
      return isAsked && device.count >= leastAccelerators ?? .zero
    }
  }

  private func isOrderedBefore(_ one: OfferedType, _ other: OfferedType) -> Bool {
    func names() -> Bool { (one.type.name, one.region) < (other.type.name, other.region) }
    /// Less first, unknown last.
    func ascending(_ key: (OfferedType) -> Money?) -> Bool {
      switch (key(one), key(other)) {
      case (let first?, let second?): first == second ? names() : (try? first.isLess(than: second)) ?? false
      case (nil, nil): names()
      case (let first, _): first != nil
      }
    }
    func descending<Key: Comparable>(_ key: (OfferedType) -> Key?) -> Bool {
      switch (key(one), key(other)) {
      case (let first?, let second?): first == second ? names() : first > second
      case (nil, nil): names()
      case (let first, _): first != nil
      }
    }
    return switch order {
    case .name: names()
    case .price: ascending { $0.price?.amount }
    case .pricePerAccelerator: ascending(\.pricePerAccelerator)
    case .pricePerVCPU: ascending(\.pricePerVCPU)
    case .vcpus: descending { $0.type.specification?.vcpus }
    case .memory: descending { $0.type.specification?.memoryMiB }
    case .accelerators: descending(\.acceleratorCount)
    }
  }
}

/// An instance type in a region that offers it.
public struct OfferedType: Sendable {
  /// The type.
  public let type: InstanceType
  /// The region.
  public let region: String
  /// How the catalog knows, and in which zones.
  public let offering: Offering
  /// The on-demand price an hour; nil if it is not known.
  public let price: Price?
  /// The day since which AWS's price list has no price of it any more; nil if it has one.
  public let withdrawn: String?
  /// Spot capacity of it; nil if nothing is known.
  public let market: SpotMarket?
  /// The price of spot capacity an hour; nil if it is not known.
  public let spotPrice: Price?

  /// How many accelerators it has that compute; nil for none or without a specification.
  public var acceleratorCount: Quantity? {
    let counts = (type.specification?.accelerators ?? []).filter { $0.kind != .media }.map(\.count)
    guard let first = counts.first else { return nil }
    return counts.dropFirst().reduce(first) { (try? $0.adding($1)) ?? $0 }
  }

  /// The price of one accelerator an hour; nil without either.
  public var pricePerAccelerator: Money? {
    acceleratorCount.flatMap { count in try? price?.amount.divided(by: count) }
  }

  /// The price of one vCPU an hour; nil without either.
  public var pricePerVCPU: Money? {
    type.specification.flatMap { specification in try? price?.amount.divided(by: specification.vcpus) }
  }
}

extension InstanceType {
  /// The part of the name before the dot: `p5`.
  public var family: String { String(name.prefix { $0 != "." }) }
}

extension Offering {
  /// Whether the type is available there, as far as the catalog knows.
  public var isPresent: Bool {
    switch self {
    case .offered, .priced: true
    case .notOffered, .withdrawn, .unknown: false
    }
  }
}
