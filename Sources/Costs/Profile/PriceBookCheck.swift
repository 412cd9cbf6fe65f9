import Catalog
import Documents
import Spelling

extension CostProfile {
  /// The same profile, if the catalog knows what its price book names.
  /// - Throws: `CostProfileError` for instance types and regions that do not exist, and for prices by another unit than
  ///   the catalog's.
  public func checked(against catalog: Catalog) throws(CostProfileError) -> CostProfile {
    let findings = terms.book.flatMap { $0.findings(against: catalog, components) }
    guard findings.isEmpty else {
      throw CostProfileError(findings: findings.sorted(by: Finding.isOrderedBefore), source: source)
    }
    return self
  }
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
        if case .service(key, let fallback?) = component.price { units.append(fallback.unit) }
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
      help: [nearest.map { "did you mean `\($0)`?" } ?? "remove it, or correct it"])
  }
}
