import Findings

/// Reads an AWS price list as JSON: products by SKU, then terms by SKU.
final class OfferJSON: RecordConsumer {
  static let records = [
    Outline.Record(
      path: "products/*", kind: .product, name: .sku,
      fields: [
        "productFamily": .family, "attributes/regionCode": .region, "attributes/location": .location,
        "attributes/fromLocation": .fromLocation, "attributes/fromLocationType": .locationType,
        "attributes/toLocation": .toLocation, "attributes/instanceType": .type,
        "attributes/currentGeneration": .currentGeneration, "attributes/operatingSystem": .operatingSystem,
        "attributes/tenancy": .tenancy, "attributes/preInstalledSw": .preinstalled,
        "attributes/licenseModel": .license, "attributes/capacitystatus": .capacityStatus,
        "attributes/capacityStatus": .capacityStatus, "attributes/marketoption": .marketOption,
        "attributes/marketOption": .marketOption, "attributes/usagetype": .usageType,
        "attributes/usageType": .usageType, "attributes/preInstalledSW": .preinstalled,
        "attributes/preInstalledS/W": .preinstalled,
      ]),
    Outline.Record(
      path: "terms/OnDemand/*", kind: .onDemandTerm, name: .sku,
      fields: [
        "*/priceDimensions/*/unit": .unit, "*/priceDimensions/*/beginRange": .begin,
        "*/priceDimensions/*/endRange": .end, "*/priceDimensions/*/pricePerUnit/USD": .usd,
        "*/priceDimensions/*/pricePerUnit/*": .foreign,
      ],
      groups: ["*/priceDimensions/*": .dimension]),
    Outline.Record(
      path: "terms/Reserved/*", kind: .reservedTerm, name: .sku,
      fields: [
        "*/termAttributes/LeaseContractLength": .lease, "*/termAttributes/OfferingClass": .offeringClass,
        "*/termAttributes/PurchaseOption": .purchase, "*/priceDimensions/*/unit": .unit,
        "*/priceDimensions/*/pricePerUnit/USD": .usd,
      ],
      groups: ["*": .term, "*/priceDimensions/*": .dimension]),
  ]

  private struct Wanted {
    let kept: OfferProduct.Kept
    let region: String
    let currentGeneration: String
  }

  private let context: ImportContext
  private let prices: OfferPrices
  private var wanted: [String: Wanted] = [:]
  /// The SKU that is kept of each region and type.
  private var types: [String: String] = [:]
  private var hasProducts = false
  /// Whether a term came before its product, so that the file must be read again.
  private(set) var needsAnotherPass = false

  init(_ context: ImportContext) {
    self.context = context
    prices = OfferPrices(context)
  }

  func begin(offer: String) throws(ImportProblem) { try prices.begin(offer: offer) }

  func publish(_ moment: String) throws(ImportProblem) { try prices.publish(moment) }

  func end() throws(ImportProblem) {
    guard !prices.offer.isEmpty else { throw ImportProblem("the price list does not say which service it is of") }
    try prices.end()
  }

  func take(_ value: String, _ field: Field) {}

  func wants(_ kind: RecordKind, named name: UnsafeRawBufferPointer) -> Bool {
    guard kind == .onDemandTerm || kind == .reservedTerm else { return true }
    if kind == .reservedTerm, !context.keepsReserved { return false }
    guard hasProducts, prices.isPublished else {
      needsAnotherPass = true
      return false
    }
    return wanted[String(decoding: name, as: UTF8.self)] != nil
  }

  /// Begins the second pass, in which the products are known.
  func beginAnotherPass() {
    needsAnotherPass = false
    (context.file.kept, context.file.skipped) = ([:], [:])
  }

  func take(_ record: borrowing Record, _ kind: RecordKind) throws(ImportProblem) {
    switch kind {
    case .product: takeProduct(record)
    case .reservedTerm: try takeReserved(record)
    default: try takeTerm(record)
    }
  }

  private func takeProduct(_ record: borrowing Record) {
    hasProducts = true
    // Which usages are kept depends on the service.
    guard !prices.offer.isEmpty else { return needsAnotherPass = true }
    guard let sku = record.text(.sku), wanted[sku] == nil else { return }
    record.withProduct { product in
      let kept: OfferProduct.Kept
      do throws(OfferProduct.Refusal) { kept = try product.kept(prices.usages) } catch {
        if case .because(let reason) = error { context.file.skip(reason) }
        return
      }
      guard let region = prices.region(of: product) else { return context.file.skip(.regionless) }
      if case .compute(let type) = kept {
        // One SKU is kept of each, so that memory does not grow with the list.
        let place = region + " " + type
        if let known = types[place] {
          guard sku < known else { return }
          wanted[known] = nil
        }
        types[place] = sku
      }
      let isCurrent = String(decoding: product.currentGeneration, as: UTF8.self)
      wanted[sku] = Wanted(kept: kept, region: region, currentGeneration: isCurrent)
    }
  }

  private func takeTerm(_ record: borrowing Record) throws(ImportProblem) {
    guard let sku = record.text(.sku), let wanted = wanted[sku] else { return }
    var parts: [[Field: String]] = []
    record.forEach { field, value in
      if field == .dimension { parts.append([:]) }
      if !parts.isEmpty { parts[parts.count - 1][field] = value }
    }
    for part in parts {
      guard let usd = part[.usd] else {
        guard part[.foreign] == nil else {
          throw ImportProblem("the price of SKU `\(sku)` is not in US dollars; the catalog holds no others")
        }
        throw ImportProblem("SKU `\(sku)` has no price")
      }
      try take(part, usd, sku, wanted)
    }
  }

  /// Takes the reserved prices of a SKU: terms, each with its attributes and what is paid by the hour and in advance.
  private func takeReserved(_ record: borrowing Record) throws(ImportProblem) {
    guard let sku = record.text(.sku), let wanted = wanted[sku], case .compute(let type) = wanted.kept else { return }
    var terms: [(attributes: [Field: String], parts: [[Field: String]])] = []
    record.forEach { field, value in
      switch field {
      case .term: terms.append(([:], []))
      case .dimension: terms[terms.count - 1].parts.append([:])
      case .unit, .usd:
        let last = terms.count - 1
        if last >= 0, !terms[last].parts.isEmpty { terms[last].parts[terms[last].parts.count - 1][field] = value }
      case .lease, .offeringClass, .purchase: if !terms.isEmpty { terms[terms.count - 1].attributes[field] = value }
      default: break
      }
    }
    for (attributes, parts) in terms {
      for part in parts {
        let dimension = try OfferPrices.Dimension(
          sku: sku, unit: part[.unit] ?? "", begin: "", end: "", usd: part[.usd] ?? "")
        try prices.takeReserved(
          dimension, type: type, in: wanted.region, lease: attributes[.lease] ?? "",
          offeringClass: attributes[.offeringClass] ?? "", purchase: attributes[.purchase] ?? "")
      }
    }
  }

  private func take(
    _ part: [Field: String], _ usd: String, _ sku: String, _ wanted: Wanted
  ) throws(ImportProblem) {
    let dimension = try OfferPrices.Dimension(
      sku: sku, unit: part[.unit] ?? "", begin: part[.begin] ?? "", end: part[.end] ?? "", usd: usd)
    switch wanted.kept {
    case .compute(let type):
      try prices.takeCompute(
        dimension, type: type, in: wanted.region, currentGeneration: wanted.currentGeneration)
    case .service(let usage): try prices.takeService(dimension, usage, in: wanted.region)
    }
  }
}

extension Record {
  /// The product that the record describes.
  borrowing func withProduct(_ body: (OfferProduct) -> Void) {
    withValues { values in
      var product = OfferProduct()
      for (field, value) in values {
        switch field {
        case .family: product.family = value
        case .region: product.regionCode = value
        case .location: product.location = value
        case .fromLocation: product.fromLocation = value
        case .locationType: product.fromLocationType = value
        case .toLocation: product.toLocation = value
        case .type: product.type = value
        case .currentGeneration: product.currentGeneration = value
        case .operatingSystem: product.operatingSystem = value
        case .tenancy: product.tenancy = value
        case .preinstalled: product.preinstalled = value
        case .license: product.license = value
        case .capacityStatus: product.capacityStatus = value
        case .marketOption: product.marketOption = value
        case .usageType: product.usageType = value
        default: break
        }
      }
      body(product)
    }
  }
}
