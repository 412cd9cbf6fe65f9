/// Reads a price list of savings plans as JSON: plans, then the rates of each for types and regions.
///
/// Several SKUs of one type stand under one plan, with other operating systems and licenses: the operation tells them apart.
///
/// Source: "Reading the service price list file for a Savings Plan" in the user guide of AWS Billing.
final class SavingsPlans {
  private let context: ImportContext
  /// The plans by SKU; nil for those of other services or terms.
  private var plans: [String: SavingsPlan?] = [:]
  private var hasRates = false
  /// The day of the list.
  var date = ""

  init(_ context: ImportContext) { self.context = context }

  func takePlan(_ record: borrowing Record) {
    context.file.kind = "AWS price list of savings plans"
    guard let sku = record.text(.sku) else { return context.file.skip(.usage) }
    let plan = SavingsPlan(
      family: record.text(.family) ?? "", years: CommitmentWords.years[record.text(.lease) ?? ""],
      purchase: record.text(.purchase) ?? "")
    if plan == nil { context.file.skip(.usage) }
    plans.updateValue(plan, forKey: sku)
  }

  func takeRate(_ record: borrowing Record) throws(ImportProblem) {
    hasRates = true
    guard record.has(.serviceCode, "AmazonEC2"), record.has(.operation, "RunInstances") else {
      return context.file.skip(.operatingSystem)
    }
    guard record.has(.unit, "Hrs") else { return context.file.skip(.unit) }
    // The code of a rate begins with the SKU of its plan.
    let code = (record.text(.term) ?? "").split(separator: ".").first.map(String.init) ?? ""
    guard let known = plans[code] else {
      throw ImportProblem("a rate is of the plan `\(code)`, which is not listed before it")
    }
    guard let plan = known else { return context.file.skip(.usage) }
    let rate = SavingsPlanRate(
      sku: record.text(.discountedSKU) ?? "", usageType: record.text(.usageType) ?? "",
      region: record.text(.region) ?? "", currency: record.text(.currency) ?? "", usd: record.text(.usd) ?? "")
    try rate.add(of: plan, date: date, to: context)
  }

  func end() throws(ImportProblem) {
    guard !hasRates || DayText.isOne(date) else { throw .noPublicationDate }
  }
}
