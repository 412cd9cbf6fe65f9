import Catalog
import Money

/// What a savings plan is: its kind, for how long, and when it is paid.
struct SavingsPlan {
  let plan: CommitmentPrice.Plan
  let years: Int
  let payment: CommitmentPrice.Payment

  private static let kinds: [String: CommitmentPrice.Plan] = [
    "ComputeSavingsPlans": .computeSavingsPlan, "EC2InstanceSavingsPlans": .instanceSavingsPlan,
  ]

  /// Nil for a plan of other services.
  /// - Parameters:
  ///   - family: the product family, which alone distinguishes the kinds: their terms have the same codes.
  ///   - lease: `1yr` or `3yr`.
  init?(family: String, lease: String, purchase: String) {
    guard let plan = Self.kinds[family], let years = CommitmentWords.years[lease],
      let payment = CommitmentWords.payments[purchase]
    else { return nil }
    (self.plan, self.years, self.payment) = (plan, years, payment)
  }
}

/// What a plan costs an hour for an instance type in a region, as a price list writes it.
struct SavingsPlanRate {
  let sku, usageType, region, currency, usd: String

  /// Adds the rate to a draft, or notes why it is passed over.
  /// - Throws: `ImportProblem` for another currency, or a number that is no price.
  func add(of plan: SavingsPlan, date: String, to context: ImportContext) throws(ImportProblem) {
    // `USE2-BoxUsage:m5.large`; other usages are of dedicated hosts and of reservations.
    let usage = usageType.split(separator: ":")
    guard usage.count == 2, usage[0] == "BoxUsage" || usage[0].hasSuffix("-BoxUsage"),
      InstanceTypeName(String(usage[1])) != nil
    else { return context.file.skip(.dedicated) }
    guard RegionName.isOne(region) else { return context.file.skip(.regionless) }
    guard currency == "USD" else {
      throw ImportProblem("a rate is in `\(currency)`; the catalog holds US dollars only")
    }
    guard let amount = try? Money(usd, .usd), !amount.isNegative, amount.isPlausible else {
      throw ImportProblem("the rate of SKU `\(sku)` is `\(usd)`")
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
