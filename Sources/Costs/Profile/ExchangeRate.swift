public import Money
public import Platform

/// The value of a US dollar in another currency.
///
/// It is used only in reports: estimates are computed in US dollars, and policies see US dollars. Each amount is
/// converted from its exact value and rounded to twelve decimal places, so that no rounded amounts are summed.
public struct ExchangeRate: Sendable, Equatable {
  /// The target currency.
  public let currency: Currency
  /// The units of that currency per US dollar.
  public let rate: Quantity
  /// The date of the rate.
  public let date: CalendarDate

  /// The bills in the other currency.
  /// - Throws: `MoneyError.outOfRange`.
  public func converted(_ comparison: Comparison) throws(MoneyError) -> Comparison {
    Comparison(
      normal: try converted(comparison.normal), costSavings: try converted(comparison.costSavings),
      savings: try comparison.savings.map { total throws(MoneyError) in try converted(total) },
      outlook: comparison.outlook, selected: comparison.selected, modes: comparison.modes,
      exchangeRate: self)
  }

  /// The bill in the other currency.
  /// - Throws: `MoneyError.outOfRange`.
  public func converted(_ estimate: Estimate) throws(MoneyError) -> Estimate {
    var lines: [LineItem] = []
    for line in estimate.lines { lines.append(try converted(line)) }
    return Estimate(
      mode: estimate.mode, computeNodes: estimate.computeNodes, lines: lines, fixed: try converted(estimate.fixed),
      usage: try converted(estimate.usage), total: try converted(estimate.total),
      instanceTypes: estimate.instanceTypes, catalog: estimate.catalog)
  }

  private func converted(_ total: Total) throws(MoneyError) -> Total {
    var high: Money?
    if let amount = total.high { high = try converted(amount) }
    return Total(low: try converted(total.low), expected: try converted(total.expected), high: high)
  }

  private func converted(_ line: LineItem) throws(MoneyError) -> LineItem {
    LineItem(
      component: line.component, quantity: line.quantity, unit: line.unit,
      unitPrice: try line.unitPrice.map(converted), monthly: try line.monthly.map(converted),
      listMonthly: try line.listMonthly.map(converted), contractedMonthly: try line.contractedMonthly.map(converted),
      unknownBecause: line.unknownBecause, instanceType: line.instanceType)
  }

  private func converted(_ price: UnitPrice) throws(MoneyError) -> UnitPrice {
    UnitPrice(
      amount: try converted(price.amount), status: price.status, asOf: price.asOf, source: price.source,
      beforeTerms: try price.beforeTerms.map { before throws(MoneyError) in
        UnitPrice.BeforeTerms(
          list: try before.list.map(converted), contracted: try converted(before.contracted), terms: before.terms)
      })
  }

  private func converted(_ bounds: Bounds<Money>) throws(MoneyError) -> Bounds<Money> { try bounds.map(converted) }

  /// An amount in the other currency.
  /// - Throws: `MoneyError.outOfRange`.
  public func converted(_ money: Money) throws(MoneyError) -> Money {
    try money.converted(to: currency, rate: rate)
  }
}

extension ExchangeRate: CustomStringConvertible {
  /// `1 USD = 0.92 EUR of 2026-11-01`.
  public var description: String { "1 USD = \(rate) \(currency) of \(date)" }
}
