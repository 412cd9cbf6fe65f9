import Catalog
import Money

/// Reads a price list of savings plans: plans, then the rates of each for types and regions.
///
/// Several SKUs of one type stand under one plan, with other operating systems and licenses: the operation tells them apart.
/// A plan's kind is its product's, since plans of both kinds share the codes of their terms.
///
/// Source: "Reading the service price list file for a Savings Plan" in the user guide of AWS Billing.
final class SavingsPlans {
  private struct Plan {
    let plan: CommitmentPrice.Plan
    let years: Int
    let payment: CommitmentPrice.Payment
  }

  private let context: ImportContext
  private var plans: [String: Plan] = [:]
  private var hasRates = false
  /// The day of the list.
  var date = ""

  init(_ context: ImportContext) { self.context = context }

  func takePlan(_ record: borrowing Record) {
    context.file.kind = "AWS price list of savings plans"
    let kinds: [String: CommitmentPrice.Plan] = [
      "ComputeSavingsPlans": .computeSavingsPlan, "EC2InstanceSavingsPlans": .instanceSavingsPlan,
    ]
    guard let sku = record.text(.sku), let plan = kinds[record.text(.family) ?? ""],
      let years = CommitmentWords.years[record.text(.lease) ?? ""],
      let payment = CommitmentWords.payments[record.text(.purchase) ?? ""]
    else { return context.file.skip(.usage) }
    plans[sku] = Plan(plan: plan, years: years, payment: payment)
  }

  func takeRate(_ record: borrowing Record) throws(ImportProblem) {
    hasRates = true
    guard record.has(.serviceCode, "AmazonEC2"), record.has(.operation, "RunInstances") else {
      return context.file.skip(.operatingSystem)
    }
    guard record.has(.unit, "Hrs") else { return context.file.skip(.unit) }
    // `USE2-BoxUsage:m5.large`; other usages are of dedicated hosts and of reservations.
    let usage = (record.text(.usageType) ?? "").split(separator: ":")
    guard usage.count == 2, usage[0] == "BoxUsage" || usage[0].hasSuffix("-BoxUsage"),
      InstanceTypeName(String(usage[1])) != nil
    else { return context.file.skip(.dedicated) }
    guard let region = record.text(.region), RegionName.isOne(region) else { return context.file.skip(.regionless) }
    // The code of a rate begins with the SKU of its plan.
    let code = (record.text(.term) ?? "").split(separator: ".").first.map(String.init) ?? ""
    guard let plan = plans[code] else {
      throw ImportProblem("a rate is of the plan `\(code)`, which is not listed before it")
    }
    guard record.has(.currency, "USD") else {
      throw ImportProblem("a rate is in `\(record.text(.currency) ?? "")`; the catalog holds US dollars only")
    }
    let text = record.text(.usd) ?? ""
    guard let amount = try? Money(text, .usd), !amount.isNegative, amount.isPlausible else {
      throw ImportProblem("the rate of SKU `\(record.text(.discountedSKU) ?? "")` is `\(text)`")
    }
    guard amount != .zero(.usd) else { return context.file.skip(.free) }
    // A rate of a plan is by the hour, whenever it is paid.
    let sku = record.text(.discountedSKU) ?? ""
    context.draft.add(
      CommitmentPrice(
        plan: plan.plan, years: plan.years, payment: plan.payment, hourly: amount, upfront: .zero(.usd), asOf: date,
        source: "AWS price list of savings plans of \(date), SKU \(sku)"),
      of: String(usage[1]), in: region, isOfAWS: true, sku: sku)
    context.file.keep("rates of savings plans")
  }

  func end() throws(ImportProblem) {
    guard !hasRates || DayText.isOne(date) else { throw ImportProblem("the price list says no publication date") }
  }
}
