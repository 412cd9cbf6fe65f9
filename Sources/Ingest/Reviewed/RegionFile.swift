import Catalog
import Findings
import Money

/// Reads `regions/NAME.xml`.
enum RegionFile {
  /// - Parameter region: The expected region of the file; nil accepts any.
  static func read(_ reader: XMLReader, region: String?) throws(CatalogError) -> RegionContents {
    var contents: RegionContents?
    var offers: [String: String]?
    var market = ""
    var onDemand: [String: Price] = [:]
    onDemand.reserveCapacity(2_048)
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .region:
        let name = try element.text(.name)
        if let region, name != region { throw element.error("the file is of `\(name)`, not of `\(region)`") }
        contents = RegionContents(
          asOf: try element.date(), currency: try element.convert(.currency, to: "a currency code") { Currency($0) })
      case .onDemand, .services, .spot, .commitments: break
      case .market:
        market = try element.text(.type)
        contents?.spot[market] = SpotMarket(advice: try PurchaseElements.advice(element), zones: [])
      case .zone:
        guard let found = contents?.spot[market], let currency = contents?.currency else { throw element.misplaced }
        let zone = try PurchaseElements.zone(element, in: currency)
        contents?.spot[market] = SpotMarket(advice: found.advice, zones: found.zones + [zone])
      case .commitment:
        guard let currency = contents?.currency else { throw element.misplaced }
        let type = try element.text(.type)
        contents?.commitments[type, default: []].append(try PurchaseElements.commitment(element, in: currency))
      case .offers:
        offers = Dictionary(minimumCapacity: 2_048)
        contents?.offersAsOf = try element.date()
      case .offer:
        guard offers != nil else { throw element.misplaced }
        let type = try element.text(.type)
        if element.has(.withdrawn) {
          contents?.withdrawnOffers[type] = try element.day(.withdrawn)
          break
        }
        let zones = element.optionalText(.zones) ?? ""
        guard offers?.updateValue(zones, forKey: type) == nil else {
          throw element.error("the offer of `\(type)` is listed twice")
        }
      case .listed:
        let listing = RegionContents.Listing(asOf: try element.text(.asOf), source: try element.text(.source))
        for type in try element.text(.types).split(separator: " ") { contents?.listed[String(type)] = listing }
      case .price:
        let type = try element.text(.type)
        guard onDemand.updateValue(try price(element, in: contents?.currency), forKey: type) == nil else {
          throw element.error("the price of `\(type)` is listed twice")
        }
        if element.has(.withdrawn) { contents?.withdrawnPrices[type] = try element.day(.withdrawn) }
      case .service:
        let key = ServicePrice.Key(service: try element.text(.name), usage: try element.text(.usage))
        let service = ServicePrice(
          key: key, unit: try element.text(.unit), tiers: [try tier(element, in: contents?.currency)])
        if let before = contents?.services[key] {
          contents?.services[key] = try before.continued(by: service, element)
        } else {
          contents?.services[key] = try service.first(element)
        }
      default: throw element.misplaced
      }
    }
    guard var contents else { throw CatalogError(file: reader.file, message: "the element <region> is missing") }
    contents.zoneLists = offers
    contents.onDemand = onDemand
    return contents
  }

  private static func tier(
    _ element: borrowing XMLElement, in currency: Currency?
  ) throws(CatalogError) -> ServicePrice.Tier {
    func amount(_ attribute: XMLName) throws(CatalogError) -> Quantity? {
      guard element.has(attribute) else { return nil }
      return try element.convert(attribute, to: "an amount such as `10240`") { Quantity($0) }
    }
    let (from, to) = (try amount(.from) ?? .zero, try amount(.to))
    if let to, to <= from { throw element.error("a tier must end after it begins") }
    return ServicePrice.Tier(from: from, to: to, price: try price(element, in: currency))
  }

  private static func price(_ element: borrowing XMLElement, in currency: Currency?) throws(CatalogError) -> Price {
    guard let currency else { throw element.misplaced }
    let amount = try element.convert(.usd, to: "an amount such as `0.096`") { try? Money($0, currency) }
    guard amount != .zero(currency), !amount.isNegative else {
      throw element.error("a price must be more than zero; leave out what is not known")
    }
    return Price(
      amount: amount,
      status: try element.convert(.status, to: "`list`, `unverified` or `inferred`") { Price.Status(rawValue: $0) },
      asOf: try element.text(.asOf), source: try element.text(.source))
  }
}

extension ServicePrice {
  /// The first of a usage, which begins at zero.
  fileprivate func first(_ element: borrowing XMLElement) throws(CatalogError) -> ServicePrice {
    guard tiers[0].from == .zero else {
      throw element.error("the tier before this one is missing; they are listed in order")
    }
    return self
  }

  /// The same with one more tier, which begins where the last one ends.
  fileprivate func continued(by next: ServicePrice, _ element: borrowing XMLElement) throws(CatalogError)
    -> ServicePrice
  {
    guard next.tiers[0].from != .zero else {
      throw element.error("the price of `\(key.service)`, `\(key.usage)` is listed twice")
    }
    guard next.unit == unit else {
      throw element.error("all tiers must have one unit, `\(printable(unit, limit: 80))`")
    }
    guard tiers.last?.to == next.tiers[0].from else {
      throw element.error(
        "a tier must begin where the one before it ends, at \(tiers.last?.to.map { "\($0)" } ?? "no amount")")
    }
    return ServicePrice(key: key, unit: unit, tiers: tiers + next.tiers)
  }
}
