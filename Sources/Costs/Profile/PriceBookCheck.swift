public import Catalog
import Findings
import Spelling

extension CostProfile {
  /// This profile, if the catalog contains what its price book names and the units of its fallbacks.
  /// - Throws: `CostProfileError` for instance types and regions that do not exist, and for prices whose unit differs
  ///   from the catalog's.
  public func checked(against catalog: Catalog) throws(CostProfileError) -> CostProfile {
    var findings = terms.book.flatMap { $0.findings(against: catalog, listed) }
    findings += listed.compactMap { $0.price.wrongUnit(in: catalog) }
    findings += listed.flatMap { $0.price.unknownNames(in: catalog) }
    guard findings.isEmpty else {
      throw CostProfileError(findings: findings.sorted(by: Finding.isOrderedBefore), source: source)
    }
    return self
  }
}

extension PriceReference {
  /// Instance types that do not exist, and services and usages that are misspelled: nothing in the catalog has them, and
  /// something has nearly the same name. What the catalog merely does not price is for the bill to say.
  fileprivate func unknownNames(in catalog: Catalog) -> [Finding] {
    switch self {
    case .requestedInstanceTypes: return []
    case .instanceType(let types, _):
      return types.filter { catalog.instanceTypes[$0.value] == nil }
        .map { .unknown("instance type", $0, among: catalog.instanceTypes.keys.sorted()) }
    case .service(let key, let fallback, let place):
      return Self.unknownNames(key, place, in: catalog)
        + (fallback?.ratio.map { Self.unknownNames($0.service, $0.usagePlace, in: catalog) } ?? [])
    }
  }

  private static func unknownNames(_ key: ServicePrice.Key, _ place: Place, in catalog: Catalog) -> [Finding] {
    let known = Set(catalog.loadedRegions.compactMap { catalog.data(for: $0) }.flatMap { $0.services.keys })
    guard !known.isEmpty, !known.contains(key) else { return [] }
    let usages = known.filter { $0.service == key.service }.map(\.usage)
    let (what, name, names) =
      usages.isEmpty
      ? ("service", key.service, Set(known.map(\.service)).sorted()) : ("usage", key.usage, usages.sorted())
    // `gp2` is not a misspelled `gp3`, and `EKS`, which some regions have no price of, not a misspelled `EBS`.
    let isTelling = !usages.isEmpty || name.utf8.count >= 5
    guard isTelling, let nearest = Spelling.nearest(to: name, in: names).first, name.digits == nearest.digits
    else { return [] }
    return [
      Finding(
        code: .costProfile, severity: .error,
        message: "nothing in the catalog has the \(what) `\(printable(name, limit: 80))`", place: place,
        help: [Spelling.question(nearest)])
    ]
  }

  /// What is wrong with the unit of a fallback. A price in another unit would be multiplied by the wrong quantity.
  fileprivate func wrongUnit(in catalog: Catalog) -> Finding? {
    let expected: String
    let fallback: FallbackPrice
    switch self {
    case .service(let key, let price?, _):
      let regions = catalog.loadedRegions.compactMap { catalog.data(for: $0) }
      guard let unit = regions.compactMap({ $0.services[key]?.unit }).first else {
        // A usage that is not in the catalog may have any unit except a misspelled one, such as `hours`.
        let units = Set(regions.flatMap { $0.services.values.map(\.unit) })
        guard !units.contains(price.unit), let nearest = Spelling.nearest(to: price.unit, in: units.sorted()).first
        else { return nil }
        return Finding(
          code: .costProfile, severity: .error,
          message: "nothing in the catalog is priced by `\(printable(price.unit, limit: 80))`", place: price.unitPlace,
          help: [Spelling.question(nearest)])
      }
      (expected, fallback) = (unit, price)
    case .instanceType(_, let price?): (expected, fallback) = ("hour", price)
    case .service(_, nil, _), .instanceType(_, nil), .requestedInstanceTypes: return nil
    }
    guard fallback.unit != expected else { return nil }
    return Finding(
      code: .costProfile, severity: .error,
      message: "it is priced by `\(expected)`, not by `\(printable(fallback.unit, limit: 80))`",
      place: fallback.unitPlace, help: ["give the price of one `\(expected)`"])
  }
}

extension String {
  /// The digits in it.
  fileprivate var digits: [UInt8] { utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
}

extension BookPrice {
  fileprivate func findings(against catalog: Catalog, _ components: [Component]) -> [Finding] {
    var findings: [Finding] = []
    if let region, catalog.regions[region.value] == nil {
      findings.append(.unknown("region", region, among: catalog.regions.keys.sorted()))
    }
    switch item {
    case .instanceType(let type):
      if catalog.instanceTypes[type] == nil {
        findings.append(.unknown("instance type", Located(type, at: place), among: catalog.instanceTypes.keys.sorted()))
      }
    case .service(let key):
      var units = catalog.loadedRegions.compactMap { catalog.data(for: $0)?.services[key]?.unit }
      for component in components {
        if case .service(key, let fallback?, _) = component.price { units.append(fallback.unit) }
      }
      if let other = units.first(where: { $0 != unit.value }) {
        findings.append(
          Finding(
            code: .costProfile, severity: .error,
            message:
              "\(key.service), \(key.usage) is priced by `\(other)`, not by `\(printable(unit.value, limit: 80))`",
            place: unit.place, help: ["give the price of one `\(other)`"]))
      }
    }
    return findings
  }
}

extension Finding {
  fileprivate static func unknown(_ what: String, _ name: Located<String>, among known: [String]) -> Finding {
    let nearest = Spelling.nearest(to: name.value, in: known).first
    return Finding(
      code: .costProfile, severity: .error,
      message: "the \(what) `\(printable(name.value, limit: 80))` does not exist", place: name.place,
      help: [nearest.map { Spelling.question($0) } ?? "remove it, or correct it"])
  }
}
