import Findings
import Catalog
import Money

/// Finds the unit prices of components in one region.
struct UnitPricing {
  let region: String
  let data: RegionalData?
  let terms: PriceTerms
  /// Whether fallbacks apply: not in China, whose prices are in another currency.
  var allowsFallbacks = true

  enum Answer: Sendable {
    case known(UnitPrice, unit: String)
    case tiered(TieredPrice)
    case unknown(String)
    /// The terms make the price too large to compute.
    case failed(MoneyError)
  }

  /// The price of a component; nil if it depends on the request.
  func price(_ reference: PriceReference) -> Answer? {
    switch reference {
    case .service(let key, let fallback, _):
      let service = data?.services[key]
      if let service, service.hasTiers, terms.bookPrice(of: .service(key), in: region) == nil { return tiered(service) }
      return answer(.service(key), service?.price, unit: service?.unit, usable(fallback))
        ?? .unknown(
          "the catalog has no price of \(key.service), \(key.usage) in \(region)")
    case .instanceType(let types, let fallback):
      let type = priced(types)
      return answer(.instanceType(type), data?.onDemand[type], unit: "hour", usable(fallback))
        ?? .unknown(Self.none(types.map(\.value).joined(separator: ", "), region))
    case .requestedInstanceTypes: return nil
    }
  }

  private func tiered(_ service: ServicePrice) -> Answer {
    var tiers: [TieredPrice.Tier] = []
    for tier in service.tiers {
      switch answer(.service(service.key), tier.price, unit: service.unit, nil) {
      case .known(let price, _)?: tiers.append(TieredPrice.Tier(from: tier.from, to: tier.to, price: price))
      case let other?: return other
      case nil: continue  // INVARIANT: a price with its unit is always known.
      }
    }
    return .tiered(TieredPrice(tiers: tiers, unit: service.unit))
  }

  /// The one of a component's instance types that is priced; nil for any other component.
  func instanceType(_ reference: PriceReference) -> String? {
    if case .instanceType(let types, _) = reference { priced(types) } else { nil }
  }

  /// The first type that has a price. INVARIANT: the profile names at least one.
  private func priced(_ types: [Located<String>]) -> String {
    (types.first { hasPrice($0.value) } ?? types[0]).value
  }

  private func hasPrice(_ type: String) -> Bool {
    data?.onDemand[type] != nil || terms.bookPrice(of: .instanceType(type), in: region) != nil
  }

  /// A fallback as it applies in the region; nil where none does.
  private func usable(_ fallback: FallbackPrice?) -> FallbackPrice? {
    guard allowsFallbacks, let fallback else { return nil }
    guard let ratio = fallback.ratio, let price = data?.services[ratio.service]?.price else { return fallback }
    return fallback.scaled(to: price.amount, in: region)
  }

  private static func none(_ type: String, _ region: String) -> String {
    "the catalog has no price of \(type) in \(region)"
  }

  /// The custom price, the list price or the fallback; nil if there is none.
  private func answer(_ item: PricedItem, _ price: Price?, unit: String?, _ fallback: FallbackPrice?) -> Answer? {
    let list = price.map { UnitPrice($0) } ?? fallback.map { UnitPrice($0) }
    if terms.isEmpty {
      guard let list, let unit = price == nil ? fallback?.unit : unit else { return nil }
      return .known(list, unit: unit)
    }
    let book = terms.bookPrice(of: item, in: region)
    guard let start = book.map({ UnitPrice($0) }) ?? list,
      let unit = book?.unit.value ?? (price == nil ? fallback?.unit : unit)
    else { return nil }
    do throws(MoneyError) {
      return .known(try terms.price(start, list: list?.amount, book: book, of: item), unit: unit)
    } catch {
      return .failed(error)
    }
  }

  /// The lowest, mean and highest price of the types that the request lists.
  func price(ofTypes types: [String]) throws(MoneyError) -> Answer {
    try price(ofTypes: types) {
      data?.onDemand[$0]
    } unknown: {
      Self.none($0, region)
    }
  }

  /// The same, with given prices used where the catalog has none.
  func price(ofTypes types: [String], orGiven prices: GivenPrices?) throws(MoneyError) -> Answer {
    guard let prices else { return try price(ofTypes: types) }
    let several = "each with its source in the catalog or the scenario"
    return try price(ofTypes: types, sources: several) {
      data?.onDemand[$0] ?? prices[$0]
    } unknown: {
      "neither the catalog nor the scenario has a price of \($0) in \(region)"
    }
  }

  /// The same with given prices, else with others that the catalog has. They are what is paid to AWS: no discount applies to
  /// them, but markups do.
  func price(
    ofTypes types: [String], given prices: GivenPrices?, as kind: String,
    else other: (RegionalData, _ type: String) -> Price?
  ) throws(MoneyError) -> Answer {
    let several = "each with its source in the scenario or the catalog"
    return try price(ofTypes: types, sources: several, terms: terms.markupsOnly) { type in
      prices?[type] ?? data.flatMap { other($0, type) }
    } unknown: {
      "neither the scenario nor the catalog has a \(kind) of \($0) in \(region)"
    }
  }

  private func price(
    ofTypes types: [String], sources: String = "each with its source in the catalog", terms: PriceTerms? = nil,
    each price: (String) -> Price?, unknown: (String) -> String
  ) throws(MoneyError) -> Answer {
    let types = types.count > 1 ? Set(types).sorted() : types
    guard !types.isEmpty else { return .unknown("the request lists no instance types") }
    let terms = terms ?? self.terms
    guard terms.isEmpty else {
      let pricing = UnitPricing(region: region, data: data, terms: terms)
      return try pricing.priceByTerms(ofTypes: types, sources: sources, each: price, unknown: unknown)
    }
    var prices: [Price] = []
    for type in types {
      guard let price = price(type) else { return .unknown(unknown(type)) }
      prices.append(price)
    }
    let statuses = prices.map(\.status)
    let status: Price.Status =
      statuses.contains(.inferred) ? .inferred : statuses.contains(.unverified) ? .unverified : .list
    return .known(
      UnitPrice(
        amount: try Self.range(prices.map(\.amount)), status: UnitPrice.Status(status),
        asOf: prices.map(\.asOf).min(), source: Self.common(prices.map(\.source), sources), beforeTerms: nil),
      unit: "hour")
  }

  /// The same when each type may have its own terms.
  private func priceByTerms(
    ofTypes types: [String], sources: String, each price: (String) -> Price?, unknown: (String) -> String
  ) throws(MoneyError) -> Answer {
    var prices: [UnitPrice] = []
    for type in types {
      guard let answer = answer(.instanceType(type), price(type), unit: "hour", nil) else {
        return .unknown(unknown(type))
      }
      guard case .known(let price, _) = answer else { return answer }
      prices.append(price)
    }
    let lists = prices.compactMap { $0.list?.expected }
    let before = UnitPrice.BeforeTerms(
      list: lists.count == prices.count ? try Self.range(lists) : nil,
      contracted: try Self.range(prices.map(\.contracted.expected)), terms: prices.flatMap(\.terms).eachOnce)
    let statuses = prices.map(\.status)
    let status = [UnitPrice.Status.inferred, .unverified, .list].first(where: statuses.contains) ?? .priceBook
    return .known(
      UnitPrice(
        amount: try Self.range(prices.map(\.amount.expected)), status: status, asOf: prices.compactMap(\.asOf).min(),
        source: Self.common(prices.map(\.source), sources), beforeTerms: before), unit: "hour")
  }

  private static func common(_ sources: [String], _ several: String) -> String {
    sources.allSatisfy { $0 == sources[0] } ? sources[0] : "\(sources.count) types, \(several)"
  }

  /// The minimum, mean and maximum of at least one amount.
  static func range(_ amounts: [Money]) throws(MoneyError) -> Bounds<Money> {
    var (low, high, sum) = (amounts[0], amounts[0], amounts[0])
    for amount in amounts.dropFirst() {
      if try amount.isLess(than: low) { low = amount }
      if try high.isLess(than: amount) { high = amount }
      sum = try sum.adding(amount)
    }
    return Bounds(low: low, expected: try sum.divided(by: amounts.count), high: high)
  }
}

extension PriceTerms {
  /// The price after discounts and markups. `start` is the custom price if there is one, otherwise the list price.
  /// - Throws: `MoneyError.outOfRange`.
  fileprivate func price(
    _ start: UnitPrice, list: Bounds<Money>?, book: BookPrice?, of item: PricedItem
  ) throws(MoneyError) -> UnitPrice {
    var (contracted, applied) = (start.amount, [AppliedTerm]())
    if let book {
      applied.append(.priceBook(item: book.item.title, date: book.date, reason: book.reason))
    } else if let discount = Self.term(discounts, for: item) {
      contracted = try contracted.multiplied(by: discount.factor)
      applied.append(.discount(discount))
    }
    var amount = contracted
    if let markup = Self.term(markups, for: item) {
      amount = try amount.multiplied(by: markup.factor)
      applied.append(.markup(markup))
    }
    guard !applied.isEmpty else { return start }
    return UnitPrice(
      amount: amount, status: start.status, asOf: start.asOf, source: start.source,
      beforeTerms: UnitPrice.BeforeTerms(list: list, contracted: contracted, terms: applied))
  }
}

extension Bounds<Money> {
  fileprivate func multiplied(by factor: Quantity) throws(MoneyError) -> Bounds<Money> {
    try map { amount throws(MoneyError) in try amount.multiplied(by: factor) }
  }
}

extension ServicePrice {
  /// Whether the price goes by the amount, or is known up to an amount only.
  fileprivate var hasTiers: Bool { tiers[0].to != nil }
}

extension GivenPrices {
  /// The price of a type. It counts as having one source.
  fileprivate subscript(type: String) -> Price? {
    hourly[type].map { Price(amount: $0, status: .unverified, asOf: asOf, source: source) }
  }
}

extension UnitPrice {
  fileprivate init(_ price: Price) {
    self.init(
      amount: Bounds(price.amount), status: Status(price.status), asOf: price.asOf, source: price.source,
      beforeTerms: nil)
  }

  fileprivate init(_ fallback: FallbackPrice) {
    self.init(amount: fallback.amount, status: .inferred, asOf: nil, source: fallback.reason, beforeTerms: nil)
  }

  fileprivate init(_ book: BookPrice) {
    self.init(
      amount: Bounds(book.amount), status: .priceBook, asOf: "\(book.date)", source: book.reason, beforeTerms: nil)
  }
}
