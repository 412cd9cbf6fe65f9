import Catalog
import Money
import Platform

/// Collects the prices of one AWS price list, whichever its format.
///
/// Of several SKUs for the same thing, the smallest counts: a list may hold some with other licenses that differ in nothing
/// that the file shows.
final class OfferPrices {
  /// A price as the file says it.
  struct Dimension {
    let sku: String
    let unit: String
    let begin: String
    let end: String
    let usd: String

    /// - Throws: `ImportProblem` if the SKU is not an identifier.
    init(sku: String, unit: String, begin: String, end: String, usd: String) throws(ImportProblem) {
      self.sku = try ListIdentifier(sku, "SKU").text
      (self.unit, self.begin, self.end, self.usd) = (unit, begin, end, usd)
    }
  }

  private struct ServiceKey: Hashable {
    let region: String
    let key: ServicePrice.Key
  }

  private struct Tier: Equatable {
    let from: Quantity
    let to: Quantity?
    let amount: Money
  }

  private struct ReservedPlace: Hashable {
    let region: String
    let place: CommitmentPlace
  }

  private let context: ImportContext
  private var reserved: [ReservedPlace: (sku: String, hourly: Money, upfront: Money)] = [:]
  private var services: [ServiceKey: (sku: String, unit: String, tiers: [Tier])] = [:]
  private var hasCompute: Set<String> = []
  /// The price list: `AmazonEC2`.
  private(set) var offer = ""
  /// The day of publication; empty until it is known.
  private(set) var date = ""
  /// The usages of this price list.
  private(set) var usages: [ServiceUsage] = []
  /// The last location that was looked up, with its region. Neighbors have the same.
  private var lastLocation: (name: [UInt8], region: String?) = ([], nil)

  init(_ context: ImportContext) { self.context = context }

  /// Whether the day of publication is known.
  var isPublished: Bool { !date.isEmpty }

  /// Begins a list.
  /// - Throws: `ImportProblem` if the code is not an identifier.
  func begin(offer: String) throws(ImportProblem) {
    self.offer = try ListIdentifier(offer, "offer code").text
    context.file.kind = "AWS price list of \(offer)"
    usages = ServiceUsage.all.filter { $0.offer.bytes.elementsEqual(offer.utf8) }
  }

  /// Takes the moment of publication: `2026-10-15T22:53:08Z`.
  func publish(_ moment: String) throws(ImportProblem) {
    let day = String(moment.prefix(10))
    guard DayText.isOne(day) else { throw ImportProblem("the publication date `\(moment)` is not a date") }
    date = day
    context.file.date = day
  }

  /// The region of a product; nil if it is not known.
  func region(of product: OfferProduct) -> String? {
    if !product.regionCode.isEmpty {
      if lastLocation.name.elementsEqual(product.regionCode) { return lastLocation.region }
      let name = String(decoding: product.regionCode, as: UTF8.self)
      lastLocation = (Array(product.regionCode), RegionName.isOne(name) ? name : nil)
      return lastLocation.region
    }
    let place = product.location.isEmpty ? product.fromLocation : product.location
    if lastLocation.name.elementsEqual(place) { return lastLocation.region }
    // Which region that is, the end of the import knows.
    let name = String(decoding: place, as: UTF8.self)
    lastLocation = (Array(place), place.isEmpty || name == "Any" ? nil : PlaceName.mark + PlaceName.normal(name))
    return lastLocation.region
  }

  /// Takes an hourly price of an instance type.
  func takeCompute(
    _ dimension: Dimension, type: String, in region: String, currentGeneration: String
  ) throws(ImportProblem) {
    guard dimension.unit == "Hrs" else { return context.file.skip(.unit) }
    guard let amount = try amount(dimension.usd, of: dimension.sku) else { return context.file.skip(.free) }
    hasCompute.insert(region)
    let source = "AWS price list of \(date), \(offer), SKU \(dimension.sku)"
    context.draft.add(
      Dated(
        date: date, isOfAWS: true, sku: dimension.sku, value: PriceFact(amount: amount, status: .list),
        text: PriceFact(amount: amount, status: .list).text, source: source),
      to: \.onDemand, in: region, at: type, about: "\(type) in \(region)")
    context.file.keep("prices of instance types")
    if currentGeneration == "Yes" || currentGeneration == "No" {
      let isCurrent = currentGeneration == "Yes"
      context.draft.add(
        Dated(date: date, isOfAWS: true, sku: dimension.sku, value: isCurrent, text: "\(isCurrent)", source: source),
        to: \.currentGenerations, at: type, about: "whether \(type) is of the current generation")
    }
  }

  /// Takes a price of a service.
  func takeService(_ dimension: Dimension, _ usage: ServiceUsage, in region: String) throws(ImportProblem) {
    guard usage.listUnit.contains(dimension.unit) else { return context.file.skip(.unit) }
    guard let listed = try amount(dimension.usd, of: dimension.sku) else { return context.file.skip(.free) }
    func quantity(_ text: String) throws(ImportProblem) -> Quantity? {
      if text.isEmpty || text == "Inf" { return nil }
      guard let value = Quantity(text) else {
        throw ImportProblem("the range of SKU `\(dimension.sku)` is `\(text)`")
      }
      return value
    }
    let from = try quantity(dimension.begin) ?? .zero
    let to = try quantity(dimension.end)
    let amount: Money
    do {
      amount = try listed.multiplied(by: Quantity(usage.multiplier)).divided(by: usage.divisor)
    } catch { throw ImportProblem("the price of SKU `\(dimension.sku)` is out of range") }
    let key = ServiceKey(region: region, key: usage.key)
    let tier = Tier(from: from, to: to, amount: amount)
    if let known = services[key], known.sku != dimension.sku {
      if dimension.sku < known.sku { services[key] = (dimension.sku, usage.unit, [tier]) }
    } else if services[key]?.tiers.contains(tier) != true {
      services[key, default: (dimension.sku, usage.unit, [])].tiers.append(tier)
    }
    context.file.keep("prices of services")
  }

  /// Takes a part of a reserved price: what is paid by the hour, or in advance.
  func takeReserved(
    _ dimension: Dimension, type: String, in region: String, lease: String, offeringClass: String, purchase: String
  ) throws(ImportProblem) {
    guard let years = CommitmentWords.years[lease], let plan = CommitmentWords.classes[offeringClass],
      let payment = CommitmentWords.payments[purchase]
    else {
      throw ImportProblem(
        "the reserved price of SKU `\(dimension.sku)` is for `\(lease)`, `\(offeringClass)`, `\(purchase)`")
    }
    let isUpfront = dimension.unit == "Quantity"
    guard isUpfront || dimension.unit == "Hrs" else { return context.file.skip(.unit) }
    let amount = try amount(dimension.usd, of: dimension.sku, isUpfront: isUpfront) ?? .zero(.usd)
    let place = ReservedPlace(
      region: region, place: CommitmentPlace(type: type, plan: plan, years: years, payment: payment))
    let known = reserved[place]
    if let known, known.sku < dimension.sku { return }
    var price = known?.sku == dimension.sku ? known : nil
    if isUpfront {
      price = (dimension.sku, price?.hourly ?? .zero(.usd), amount)
    } else {
      price = (dimension.sku, amount, price?.upfront ?? .zero(.usd))
    }
    reserved[place] = price
    context.file.keep("reserved prices")
  }

  /// Ends the list.
  func end() throws(ImportProblem) {
    guard !date.isEmpty else { throw .noPublicationDate }
    for (key, found) in services {
      var tiers = found.tiers.sorted { $0.from < $1.from }
      // What is free at first is free once an account; a bill does not count on it.
      if let first = tiers.first { tiers[0] = Tier(from: .zero, to: first.to, amount: first.amount) }
      guard zip(tiers, tiers.dropFirst()).allSatisfy({ $0.to == $1.from }), tiers.last?.to == nil else {
        context.file.skip(.range)
        continue
      }
      let source = "AWS price list of \(date), \(offer), SKU \(found.sku)"
      let fact = ServiceFact(
        unit: found.unit,
        tiers: tiers.map {
          ServiceFact.Tier(
            from: $0.from, to: $0.to, price: PriceFact(amount: $0.amount, status: .list), date: date, source: source)
        })
      context.draft.add(
        Dated(date: date, isOfAWS: true, sku: found.sku, value: fact, text: fact.text, source: source),
        to: \.services, in: key.region, at: key.key, about: "\(key.key.service), \(key.key.usage) in \(key.region)")
    }
    for (place, price) in reserved where price.hourly != .zero(.usd) || price.upfront != .zero(.usd) {
      context.draft.add(
        CommitmentPrice(
          plan: place.place.plan, years: place.place.years, payment: place.place.payment, hourly: price.hourly,
          upfront: price.upfront, asOf: date,
          source: "AWS price list of \(date), \(offer), SKU \(price.sku)"),
        of: place.place.type, in: place.region, isOfAWS: true, sku: price.sku)
    }
    if offer == "AmazonEC2" {
      for region in hasCompute { context.draft.priceListDays[region, default: []].insert(date) }
    }
  }

  /// The amount of a price; nil for zero, which is never the price of what is kept.
  private func amount(_ text: String, of sku: String, isUpfront: Bool = false) throws(ImportProblem) -> Money? {
    // What is paid in advance for three years of the most expensive types is some millions.
    guard let amount = try? Money(text, .usd), !amount.isNegative, amount.isPlausible(isUpfront ? 1_000 : 1) else {
      throw ImportProblem("the price of SKU `\(sku)` is `\(text)`, not a plausible amount such as `0.0464`")
    }
    return amount == .zero(.usd) ? nil : amount
  }
}

extension Money {
  /// Whether anything of AWS could cost that much an hour or a month: less than a million.
  var isPlausible: Bool { isPlausible(1) }

  /// Whether anything of AWS could cost that much: less than `millions` million US dollars.
  func isPlausible(_ millions: Int128) -> Bool { units < Money.limit.units * millions }

  private static let limit = (try? Money("1000000", .usd)) ?? .zero(.usd)
}

extension ServiceFact {
  /// All tiers as one text.
  var text: String {
    tiers.map { tier in
      "\(tier.price.text) per \(unit) from \(tier.from)\(tier.to.map { " to \($0)" } ?? "") of \(tier.date)"
    }.joined(separator: ", ")
  }
}

/// Names of places in price lists, which stand for regions in old ones.
enum PlaceName {
  /// What a name begins with where a region is expected, until the regions are known.
  static let mark = "@"

  /// The name as botocore and newer lists write it: `Europe (Ireland)`, where older ones have `EU (Ireland)`.
  static func normal(_ name: String) -> String { name.hasPrefix("EU (") ? "Europe (" + name.dropFirst(4) : name }
}

/// Days and months as texts.
enum DayText {
  /// Whether a text is a day: `2026-10-15`.
  static func isOne(_ text: String) -> Bool { CalendarDate(text) != nil }

  /// Whether a text is a day or a month: `2026-10`.
  static func isDayOrMonth(_ text: String) -> Bool { isOne(text) || text.utf8.count == 7 && isOne(text + "-01") }
}
