import Catalog

/// Reads whatever JSON document can be imported: price lists and their indexes, default quotas, botocore's regions and names
/// of types. Which one it is shows in its members.
final class JSONDocuments: RecordConsumer {
  static let outline = Outline(
    OfferJSON.records + [
      // `aws service-quotas list-aws-default-service-quotas`
      Outline.Record(
        path: "Quotas/[]", kind: .quota,
        fields: [
          "QuotaCode": .quotaCode, "QuotaName": .quotaName, "Value": .quotaValue, "ServiceCode": .serviceCode,
          "QuotaArn": .account,
        ]),
      // botocore's endpoints.json
      Outline.Record(
        path: "partitions/[]", kind: .partitionRegion,
        fields: ["partition": .partition, "regions/*/description": .description], groups: ["regions/*": .region]),
      // The file of AWS's spot advisor
      Outline.Record(
        path: "spot_advisor/*", kind: .advice, name: .region,
        fields: ["Linux/*/s": .savings, "Linux/*/r": .bandIndex], groups: ["Linux/*": .type]),
      Outline.Record(
        path: "ranges/[]", kind: .interruptionBand, fields: ["index": .bandIndex, "label": .bandLabel]),
      // The price lists of savings plans
      Outline.Record(
        path: "products/[]", kind: .savingsPlan,
        fields: [
          "sku": .sku, "productFamily": .family, "attributes/purchaseOption": .purchase,
          "attributes/purchaseTerm": .lease,
        ]),
      Outline.Record(
        path: "terms/savingsPlan/[]/rates/[]", kind: .savingsRate,
        fields: [
          "discountedSku": .discountedSKU, "discountedUsageType": .usageType, "discountedOperation": .operation,
          "discountedServiceCode": .serviceCode, "discountedRegionCode": .region, "rateCode": .term, "unit": .unit,
          "discountedRate/price": .usd, "discountedRate/currency": .currency,
        ]),
      // The indexes of price lists
      Outline.Record(path: "offers/*", kind: .indexEntry, name: .index),
      Outline.Record(path: "regions/*", kind: .indexEntry, name: .index),
    ],
    values: [
      "offerCode": .offerCode, "publicationDate": .publicationDate,
      // botocore's service-2.json
      "shapes/InstanceType/enum/[]": .type,
    ])

  private let context: ImportContext
  private let offer: OfferJSON
  private let savingsPlans: SavingsPlans
  private let advisor: SpotAdvisor
  private var hasOffer = false

  init(_ context: ImportContext) {
    self.context = context
    offer = OfferJSON(context)
    savingsPlans = SavingsPlans(context)
    advisor = SpotAdvisor(context)
  }

  var needsAnotherPass: Bool { offer.needsAnotherPass }

  func beginAnotherPass() { offer.beginAnotherPass() }

  func end() throws(ImportProblem) {
    if hasOffer { try offer.end() }
    try savingsPlans.end()
    try advisor.end()
    if context.file.kind.isEmpty { throw ImportProblem("this kind of JSON document cannot be imported") }
  }

  func wants(_ kind: RecordKind, named name: UnsafeRawBufferPointer) -> Bool { offer.wants(kind, named: name) }

  func take(_ value: String, _ field: Field) throws(ImportProblem) {
    switch field {
    case .offerCode:
      hasOffer = true
      try offer.begin(offer: value)
    case .publicationDate:
      try offer.publish(value)
      savingsPlans.date = String(value.prefix(10))
    default:
      context.file.kind = "botocore's names of instance types"
      guard InstanceTypeName(value) != nil else { return context.file.skip(.typeName) }
      context.draft.typeNames.insert(value)
      context.file.keep("names")
    }
  }

  func take(_ record: borrowing Record, _ kind: RecordKind) throws(ImportProblem) {
    switch kind {
    case .quota: try takeQuota(record)
    case .partitionRegion: takeRegions(record)
    case .savingsPlan: savingsPlans.takePlan(record)
    case .savingsRate: try savingsPlans.takeRate(record)
    case .advice: advisor.takeAdvice(record)
    case .interruptionBand: advisor.takeBand(record)
    case .indexEntry:
      if context.file.kind.isEmpty {
        context.file.kind = "an index of price lists, which says where they are; import those that it names"
      }
    default: try offer.take(record, kind)
    }
  }

  private func takeRegions(_ record: borrowing Record) {
    context.file.kind = "botocore's regions"
    let partition = record.text(.partition) ?? "aws"
    var descriptions: [(name: String, description: String)] = []
    record.forEach { field, value in
      if field == .region { descriptions.append((value, "")) }
      if field == .description, !descriptions.isEmpty { descriptions[descriptions.count - 1].description = value }
    }
    for (name, description) in descriptions where RegionName.isOne(name) && !description.isEmpty {
      func statement(_ text: String) -> Dated<String> {
        Dated(date: context.day, value: text, text: text, source: "botocore's endpoints, \(context.day)")
      }
      context.draft.add(statement(description), to: \.descriptions, at: name, about: "the name of \(name)")
      context.draft.add(statement(partition), to: \.partitions, at: name, about: "the partition of \(name)")
      context.file.keep("regions")
    }
  }

  private func takeQuota(_ record: borrowing Record) throws(ImportProblem) {
    context.file.kind = "default quotas"
    guard record.has(.serviceCode, "ec2") else { return context.file.skip(.quota) }
    // The ARN of an account's own quota names the account, which that of a default does not.
    let account = (record.text(.account) ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard account.count < 5 || account[4].isEmpty else {
      throw ImportProblem(
        "these are the quotas of an account, which belong to no catalog; "
          + "`aws service-quotas list-aws-default-service-quotas --service-code ec2` prints the defaults")
    }
    guard let code = record.text(.quotaCode), let name = record.text(.quotaName) else {
      throw ImportProblem("a quota has no code or no name")
    }
    guard let found = QuotaName(name) else { return context.file.skip(.quota) }
    let value = record.text(.quotaValue) ?? ""
    // Service Quotas writes whole numbers as `5.0`.
    guard let limit = Int(value.hasSuffix(".0") ? String(value.dropLast(2)) : value),
      (0...1_000_000_000).contains(limit)
    else {
      throw ImportProblem("the default of quota `\(code)` is `\(value)`")
    }
    let quota = Quota(
      code: code, name: name, purchase: found.purchase, defaultVCPUs: limit, series: found.series)
    context.draft.add(
      Dated(
        date: context.day, isOfAWS: true, value: quota, text: quota.text,
        source: "Service Quotas, \(context.day)"), to: \.quotas, at: code, about: "quota \(code)")
    context.file.keep("quotas")
  }
}

/// What the name of a quota says: `Running On-Demand G and VT instances` limits the series `g` and `vt`.
///
/// Source: "Amazon EC2 instance type quotas" in the user guide of EC2.
struct QuotaName {
  let purchase: Quota.Purchase
  let series: [String]

  /// Parses the name; nil if the quota does not limit vCPUs.
  init?(_ name: String) {
    let middle: Substring
    if name.hasPrefix("Running On-Demand "), name.hasSuffix(" instances") {
      purchase = .onDemand
      middle = name.dropFirst("Running On-Demand ".count).dropLast(" instances".count)
    } else if name.hasPrefix("All "), name.hasSuffix(" Spot Instance Requests") {
      purchase = .spot
      middle = name.dropFirst("All ".count).dropLast(" Spot Instance Requests".count)
    } else {
      return nil
    }
    // `High Memory` are the types whose names begin with `u-`.
    let words = middle.hasPrefix("High Memory") ? ["U"] : middle.split { " ,()".contains($0) }.map(String.init)
    series = words.filter { $0 != "Standard" && $0 != "and" }.map { $0.lowercased() }.sorted()
    guard !series.isEmpty, series.allSatisfy({ $0.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 } }) else {
      return nil
    }
  }
}
