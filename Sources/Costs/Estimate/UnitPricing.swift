import Catalog
import Money

/// Finds the unit prices of components in one region.
struct UnitPricing {
  let region: String
  let data: RegionalData?

  enum Answer: Sendable {
    case known(UnitPrice, unit: String)
    case unknown(String)
  }

  /// The price of a component; nil where the request decides.
  func price(_ reference: PriceReference) -> Answer? {
    switch reference {
    case .service(let key, let fallback):
      if let service = data?.services[key] { return .known(UnitPrice(service.price), unit: service.unit) }
      if let fallback { return .known(UnitPrice(fallback), unit: fallback.unit) }
      return .unknown("the catalog has no price of \(key.service), \(key.usage) in \(region)")
    case .instanceType(let type, let fallback):
      if let price = data?.onDemand[type] { return .known(UnitPrice(price), unit: "hour") }
      if let fallback { return .known(UnitPrice(fallback), unit: fallback.unit) }
      return .unknown("the catalog has no price of \(type) in \(region)")
    case .requestedInstanceTypes: return nil
    }
  }

  /// The cheapest, the mean and the dearest of the types that the request lists.
  func price(ofTypes types: [String]) throws(MoneyError) -> Answer {
    let types = types.count > 1 ? Set(types).sorted() : types
    guard !types.isEmpty else { return .unknown("the request lists no instance types") }
    var prices: [Price] = []
    for type in types {
      guard let price = data?.onDemand[type] else {
        return .unknown("the catalog has no price of \(type) in \(region)")
      }
      prices.append(price)
    }
    var (low, high, sum) = (prices[0].amount, prices[0].amount, prices[0].amount)
    for price in prices.dropFirst() {
      if try price.amount.isLess(than: low) { low = price.amount }
      if try high.isLess(than: price.amount) { high = price.amount }
      sum = try sum.adding(price.amount)
    }
    let amount = Bounds(low: low, expected: try sum.divided(by: prices.count), high: high)
    let status: Price.Status =
      prices.contains { $0.status == .inferred }
      ? .inferred : prices.contains { $0.status == .unverified } ? .unverified : .list
    let first = prices[0].source
    let source =
      prices.allSatisfy { $0.source == first } ? first : "\(types.count) types, each with its source in the catalog"
    return .known(
      UnitPrice(amount: amount, status: status, asOf: prices.map(\.asOf).min(), source: source), unit: "hour")
  }
}

extension UnitPrice {
  fileprivate init(_ price: Price) {
    self.init(amount: Bounds(price.amount), status: price.status, asOf: price.asOf, source: price.source)
  }

  fileprivate init(_ fallback: FallbackPrice) {
    self.init(amount: fallback.amount, status: .inferred, asOf: nil, source: fallback.reason)
  }
}
