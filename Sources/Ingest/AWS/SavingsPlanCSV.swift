/// Reads the rows of a price list of savings plans as CSV: each is a rate with its plan.
///
/// Source: "Reading the service price list file for a Savings Plan" in the user guide of AWS Billing.
struct SavingsPlanCSV {
  private let sku, unit, rate, currency, service, usageType, operation: Int
  private let purchase, lease, leaseUnit, family, region: Int

  /// Whether a header is that of such a list.
  static func isOne(_ header: TableColumns) -> Bool { header.has("DiscountedRate") }

  init(_ header: TableColumns, _ rows: borrowing CSVRows) throws(ImportError) {
    func required(_ name: String) throws(ImportError) -> Int { try header.requiredPlace(of: name, rows) }
    (sku, unit) = (try required("DiscountedSKU"), try required("Unit"))
    (rate, currency) = (try required("DiscountedRate"), try required("Currency"))
    (service, operation) = (try required("DiscountedServiceCode"), try required("DiscountedOperation"))
    (usageType, region) = (try required("DiscountedUsageType"), try required("DiscountedRegionCode"))
    (purchase, family) = (try required("PurchaseOption"), try required("Product Family"))
    (lease, leaseUnit) = (try required("LeaseContractLength"), try required("LeaseContractLengthUnit"))
  }

  /// The rows that are read; those of other operations have other operating systems or licenses.
  var filter: (column: Int, text: StaticString) { (operation, "RunInstances") }

  func take(_ rows: borrowing CSVRows, date: String, _ context: ImportContext) throws(ImportProblem) {
    guard rows[service].has("AmazonEC2"), rows[operation].has(filter.text) else {
      return context.file.skip(.operatingSystem)
    }
    guard rows[unit].has("Hrs") else { return context.file.skip(.unit) }
    guard rows[leaseUnit].has("year"),
      let plan = SavingsPlan(
        family: rows.shown(family), years: Int(rows.shown(lease)), purchase: rows.shown(purchase))
    else { return context.file.skip(.usage) }
    let rate = SavingsPlanRate(
      sku: rows.shown(sku), usageType: rows.shown(usageType), region: rows.shown(region),
      currency: rows.shown(currency), usd: rows.shown(self.rate))
    try rate.add(of: plan, date: date, to: context)
  }
}
