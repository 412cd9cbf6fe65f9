import Catalog
import Money

/// Reads what a region's file says of spot capacity and of commitments.
enum PurchaseElements {
  /// What the spot advisor says; nil if the element has none of it.
  static func advice(_ element: borrowing XMLElement) throws(CatalogError) -> SpotMarket.Advice? {
    guard element.has(.leastPercent) else { return nil }
    let advice = SpotMarket.Advice(
      leastPercent: try element.number(.leastPercent), greatestPercent: try element.number(.greatestPercent),
      savingsPercent: try element.number(.savingsPercent), asOf: try element.text(.asOf),
      source: try element.text(.source))
    guard advice.leastPercent <= advice.greatestPercent, advice.greatestPercent <= 100,
      SpotMarket.Advice.savings.contains(advice.savingsPercent)
    else {
      throw element.error("the shares of `\(try element.text(.type))` are not percentages in ascending order")
    }
    return advice
  }

  static func zone(_ element: borrowing XMLElement, in currency: Currency) throws(CatalogError) -> SpotMarket.Zone {
    SpotMarket.Zone(
      name: try element.text(.name), median: try amount(.median, element, currency),
      least: try amount(.least, element, currency), greatest: try amount(.greatest, element, currency),
      samples: try element.number(.samples), newest: try element.day(.newest))
  }

  static func commitment(
    _ element: borrowing XMLElement, in currency: Currency
  ) throws(CatalogError) -> CommitmentPrice {
    let years = try element.number(.years)
    guard years == 1 || years == 3 else { throw element.error("`years` is 1 or 3, as AWS sells them") }
    return CommitmentPrice(
      plan: try element.convert(.plan, to: "a plan such as `compute-savings-plan`") {
        CommitmentPrice.Plan(rawValue: $0)
      }, years: years,
      payment: try element.convert(.payment, to: "`no-upfront`, `partial-upfront` or `all-upfront`") {
        CommitmentPrice.Payment(rawValue: $0)
      },
      hourly: try amount(.usd, element, currency), upfront: try amount(.upfrontUSD, element, currency),
      asOf: try element.text(.asOf), source: try element.text(.source))
  }

  private static func amount(
    _ attribute: XMLName, _ element: borrowing XMLElement, _ currency: Currency
  ) throws(CatalogError) -> Money {
    let amount = try element.convert(attribute, to: "an amount such as `0.096`") { try? Money($0, currency) }
    guard !amount.isNegative else { throw element.error("a price is less than zero") }
    return amount
  }
}
