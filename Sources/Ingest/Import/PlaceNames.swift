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

  /// Whether AWS, or a catalog, names a region, so that it is no slip of somebody's table.
  func isNamedByAWS(_ region: String) -> Bool {
    descriptions[region] != nil || offers[region] != nil || optIns[region]?.isOfAWS == true
      || onDemand[region]?.values.contains(where: \.isOfAWS) == true
      || services[region]?.values.contains(where: \.isOfAWS) == true
      || spotZones[region]?.values.contains(where: \.isOfAWS) == true
      || spotAdvice[region]?.values.contains(where: \.isOfAWS) == true
      || commitments[region]?.values.contains(where: \.isOfAWS) == true
  }

  /// The places of prices that are of no region that is known, sorted.
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
    for (place, prices) in onDemand where place.hasPrefix(PlaceName.mark) {
      onDemand[place] = nil
      guard let region = regions[place] else { continue }
      for (type, price) in prices {
        add(price, to: \.onDemand, in: region, at: type, about: "\(type) in \(region)")
      }
    }
    for (place, prices) in services where place.hasPrefix(PlaceName.mark) {
      services[place] = nil
      guard let region = regions[place] else { continue }
      for (key, price) in prices {
        add(price, to: \.services, in: region, at: key, about: "\(key.service), \(key.usage) in \(region)")
      }
    }
    for (place, prices) in commitments where place.hasPrefix(PlaceName.mark) {
      commitments[place] = nil
      guard let region = regions[place] else { continue }
      for (key, price) in prices {
        add(price, to: \.commitments, in: region, at: key, about: "\(key.type) in \(region)")
      }
    }
    for (place, days) in priceListDays where place.hasPrefix(PlaceName.mark) {
      priceListDays[place] = nil
      if let region = regions[place] { priceListDays[region, default: []].formUnion(days) }
    }
  }
}
