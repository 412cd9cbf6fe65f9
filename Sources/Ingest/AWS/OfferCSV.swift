import Findings

/// Reads an AWS price list as CSV: some lines about the file, a header, a row for each price.
///
/// Source: "Reading the service price list file for an AWS service" in the user guide of AWS Billing.
struct OfferCSV {
  /// The columns that are read. Their order differs between lists.
  private struct Columns {
    let sku, termType, begin, end, unit, price, currency, family, usageType: Int
    let regionCode, location, fromLocation, fromLocationType, toLocation, type, currentGeneration: Int
    let lease, purchase, offeringClass: Int
    let operatingSystem, tenancy, preinstalled, license, capacityStatus, marketOption: Int

    init(_ header: TableColumns, _ rows: borrowing CSVRows) throws(ImportError) {
      func required(_ name: String) throws(ImportError) -> Int { try header.requiredPlace(of: name, rows) }
      // A column that is missing is one whose every value is empty.
      func optional(_ name: String) -> Int { header.place(of: name) ?? CSVRows.valueLimit }
      sku = try required("SKU")
      termType = try required("TermType")
      unit = try required("Unit")
      currency = try required("Currency")
      family = try required("Product Family")
      usageType = try required("usageType")
      price = try required("PricePerUnit")
      (begin, end) = (optional("StartingRange"), optional("EndingRange"))
      (regionCode, location) = (optional("Region Code"), optional("Location"))
      fromLocation = optional("From Location")
      (fromLocationType, toLocation) = (optional("From Location Type"), optional("To Location"))
      (lease, purchase) = (optional("LeaseContractLength"), optional("PurchaseOption"))
      offeringClass = optional("OfferingClass")
      (type, currentGeneration) = (optional("Instance Type"), optional("Current Generation"))
      (operatingSystem, tenancy) = (optional("Operating System"), optional("Tenancy"))
      (preinstalled, license) = (optional("Pre Installed S/W"), optional("License Model"))
      (capacityStatus, marketOption) = (optional("CapacityStatus"), optional("MarketOption"))
    }
  }

  /// Whether the first row of a file is that of a price list.
  static func isOne(_ rows: borrowing CSVRows) -> Bool { rows.count == 2 && rows[0].has("FormatVersion") }

  /// Reads the file after its first row.
  static func read(_ rows: inout CSVRows, _ context: ImportContext) throws(ImportError) {
    let prices = OfferPrices(context)
    while true {
      guard try rows.next() else { throw rows.error("the price list ends before its header") }
      if rows.count > 2 { break }
      let value = try rows.text(1)
      if rows[0].has("Publication Date") {
        do throws(ImportProblem) { try prices.publish(value) } catch { throw rows.error(error.message) }
      } else if rows[0].has("OfferCode") {
        do throws(ImportProblem) { try prices.begin(offer: value) } catch { throw rows.error(error.message) }
      }
    }
    guard !prices.offer.isEmpty else { throw rows.error("the price list does not say which service it is of") }
    let header = try TableColumns(rows)
    if SavingsPlanCSV.isOne(header) { return try readSavingsPlans(&rows, header, prices, context) }
    let columns = try Columns(header, rows)
    let width = rows.count
    if !context.keepsReserved { rows.filter = (columns.termType, "OnDemand") }
    while try next(&rows, width) {
      do throws(ImportProblem) { try take(rows, columns, prices, context) } catch { throw rows.error(error.message) }
    }
    context.file.skip(.term, rows.filteredCount)
    do throws(ImportProblem) { try prices.end() } catch { throw ImportError(file: rows.input.path, error.message) }
  }

  /// Reads the next row, which has as many values as the header. Returns false at the end, which has a line break.
  private static func next(_ rows: inout CSVRows, _ width: Int) throws(ImportError) -> Bool {
    guard try rows.next() else {
      guard !rows.isUnterminated else { throw rows.error("the last row has no line break; is the file cut off?") }
      return false
    }
    guard rows.count == width else {
      throw rows.error("the row has \(rows.count) values, and the header \(width); is the file cut off?")
    }
    return true
  }

  private static func readSavingsPlans(
    _ rows: inout CSVRows, _ header: TableColumns, _ prices: OfferPrices, _ context: ImportContext
  ) throws(ImportError) {
    context.file.kind = "AWS price list of savings plans"
    let list = try SavingsPlanCSV(header, rows)
    guard !prices.date.isEmpty else { throw rows.error(ImportProblem.noPublicationDate.message) }
    let width = rows.count
    rows.filter = list.filter
    while try next(&rows, width) {
      do throws(ImportProblem) { try list.take(rows, date: prices.date, context) } catch {
        throw rows.error(error.message)
      }
    }
    context.file.skip(.operatingSystem, rows.filteredCount)
  }

  private static func take(
    _ rows: borrowing CSVRows, _ columns: Columns, _ prices: OfferPrices, _ context: ImportContext
  ) throws(ImportProblem) {
    let product = OfferProduct(
      family: rows[columns.family], regionCode: rows[columns.regionCode], location: rows[columns.location],
      fromLocation: rows[columns.fromLocation], fromLocationType: rows[columns.fromLocationType],
      toLocation: rows[columns.toLocation], type: rows[columns.type],
      currentGeneration: rows[columns.currentGeneration], operatingSystem: rows[columns.operatingSystem],
      tenancy: rows[columns.tenancy], preinstalled: rows[columns.preinstalled], license: rows[columns.license],
      capacityStatus: rows[columns.capacityStatus], marketOption: rows[columns.marketOption],
      usageType: rows[columns.usageType])
    let kept: OfferProduct.Kept
    do throws(OfferProduct.Refusal) { kept = try product.kept(prices.usages) } catch {
      if case .because(let reason) = error { context.file.skip(reason) }
      return
    }
    guard let region = prices.region(of: product) else { return context.file.skip(.regionless) }
    guard rows[columns.currency].has("USD") else {
      throw ImportProblem(
        "the price is in `\(rows.shown(columns.currency))`; the catalog holds US dollars only")
    }
    let dimension = try OfferPrices.Dimension(
      sku: rows.shown(columns.sku), unit: rows.shown(columns.unit), begin: rows.shown(columns.begin),
      end: rows.shown(columns.end), usd: rows.shown(columns.price))
    guard rows[columns.termType].has("OnDemand") else {
      guard case .compute(let type) = kept, rows[columns.termType].has("Reserved") else {
        return context.file.skip(.term)
      }
      return try prices.takeReserved(
        dimension, type: type, in: region, lease: rows.shown(columns.lease),
        offeringClass: rows.shown(columns.offeringClass), purchase: rows.shown(columns.purchase))
    }
    switch kept {
    case .compute(let type):
      try prices.takeCompute(
        dimension, type: type, in: region, currentGeneration: rows.shown(columns.currentGeneration))
    case .service(let usage): try prices.takeService(dimension, usage, in: region)
    }
  }
}
