import Catalog

/// Places of old price lists, whose regions are known only when all files are read.
extension CatalogDraft {
  /// Every region of which something is said.
  var regionNames: Set<String> {
    var names = Set(descriptions.keys)
    for keys in [
      Array(optIns.keys), Array(offers.keys), Array(listed.keys), Array(onDemand.keys), Array(services.keys),
      Array(spotZones.keys), Array(spotAdvice.keys), Array(commitments.keys),
    ] { names.formUnion(keys) }
    return names.filter { !$0.hasPrefix(PlaceName.mark) }
  }

  /// Whether AWS or a catalog names a region. A region that only a table names is probably a typo.
  func isNamedByAWS(_ region: String) -> Bool {
    descriptions[region] != nil || offers[region] != nil || optIns[region]?.isOfAWS == true
      || onDemand[region]?.values.contains(where: \.isOfAWS) == true
      || services[region]?.values.contains(where: \.isOfAWS) == true
      || spotZones[region]?.values.contains(where: \.isOfAWS) == true
      || spotAdvice[region]?.values.contains(where: \.isOfAWS) == true
      || commitments[region]?.values.contains(where: \.isOfAWS) == true
  }

  /// The locations in price lists that do not match a known region, sorted.
  var unknownPlaces: [String] {
    let regions = regionsByPlace
    return Set(Array(onDemand.keys) + Array(services.keys) + Array(commitments.keys))
      .filter { $0.hasPrefix(PlaceName.mark) && regions[$0] == nil }.map { String($0.dropFirst()) }.sorted()
  }

  private var regionsByPlace: [String: String] {
    Dictionary(descriptions.map { (PlaceName.mark + PlaceName.normal($0.value.value), $0.key) }) { min($0, $1) }
  }

  /// Gives what is said of places to their regions. What is said of others is lost; `unknownPlaces` has told so.
  mutating func resolvePlaces() {
    let regions = regionsByPlace
    resolvePlaces(of: \.onDemand, regions) { $0 }
    resolvePlaces(of: \.services, regions) { "\($0.service), \($0.usage)" }
    resolvePlaces(of: \.commitments, regions) { $0.type }
    for (place, days) in priceListDays where place.hasPrefix(PlaceName.mark) {
      priceListDays[place] = nil
      if let region = regions[place] { priceListDays[region, default: []].formUnion(days) }
    }
  }

  /// Gives the prices of one table to the regions of their places.
  private mutating func resolvePlaces<Key: Hashable, Value>(
    of table: WritableKeyPath<CatalogDraft, [String: [Key: Dated<Value>]]>, _ regions: [String: String],
    about subject: (Key) -> String
  ) {
    for (place, prices) in self[keyPath: table] where place.hasPrefix(PlaceName.mark) {
      self[keyPath: table][place] = nil
      guard let region = regions[place] else { continue }
      for (key, price) in prices {
        add(price, to: table, in: region, at: key, about: "\(subject(key)) in \(region)")
      }
    }
  }
}
