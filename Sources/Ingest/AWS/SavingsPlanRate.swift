import Catalog
import Money

/// What a savings plan is: its kind, for how long, and when it is paid.
struct SavingsPlan {
  let plan: CommitmentPrice.Plan
  let years: Int
  let payment: CommitmentPrice.Payment

  /// Nil for a plan of other services, or of other terms than AWS sells for EC2.
  /// - Parameters:
  ///   - family: the product family, which alone distinguishes the kinds: their terms have the same codes.
  ///   - years: 1 or 3.
  ///   - purchase: `No Upfront`, for example.
  init?(family: String, years: Int?, purchase: String) {
    guard let plan = CommitmentWords.families[family], let years, years == 1 || years == 3,
      let payment = CommitmentWords.payments[purchase]
    else { return nil }
    (self.plan, self.years, self.payment) = (plan, years, payment)
  }
}

/// What a plan costs an hour for an instance type in a region, as a price list writes it.
struct SavingsPlanRate {
  let sku, usageType, region, currency, usd: String

  /// Adds the rate to a draft, or notes why it is passed over.
  /// - Throws: `ImportProblem` for another currency, a text that is not a price, or a SKU that is not an identifier.
  func add(of plan: SavingsPlan, date: String, to context: ImportContext) throws(ImportProblem) {
    // `USE2-BoxUsage:m5.large`; other usages are of dedicated hosts and of reservations.
    let usage = usageType.split(separator: ":")
    guard let kind = usage.first, kind == "BoxUsage" || kind.hasSuffix("-BoxUsage") else {
      return context.file.skip(.dedicated)
    }
    guard usage.count == 2, InstanceTypeName(String(usage[1])) != nil else { return context.file.skip(.usage) }
    let sku = try ListIdentifier(self.sku, "SKU").text
    guard RegionName.isOne(region) else { return context.file.skip(.regionless) }
    guard currency == "USD" else {
      throw ImportProblem("a rate is in `\(currency)`; the catalog holds US dollars only")
    }
    guard let amount = try? Money(usd, .usd), !amount.isNegative, amount.isPlausible else {
      throw ImportProblem("the rate of SKU `\(sku)` is `\(usd)`, not a plausible amount such as `0.0464`")
    }
    guard amount != .zero(.usd) else { return context.file.skip(.free) }
    // A rate of a plan is by the hour, whenever it is paid.
    context.draft.add(
      CommitmentPrice(
        plan: plan.plan, years: plan.years, payment: plan.payment, hourly: amount, upfront: .zero(.usd), asOf: date,
        source: "AWS price list of savings plans of \(date), SKU \(sku)"),
      of: String(usage[1]), in: region, isOfAWS: true, sku: sku)
    context.file.keep("rates of savings plans")
  }
}
