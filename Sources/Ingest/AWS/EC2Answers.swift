import Catalog
import Money
import Platform

/// Reads answers of EC2's Query API: regions, zones, instance types and where they are offered.
///
/// Source: the EC2 API reference, version 2016-11-15.
final class EC2Answers: RecordConsumer {
  static let outline = Outline(
    [
      Outline.Record(
        path: "DescribeRegionsResponse/regionInfo/item", kind: .region,
        fields: ["regionName": .region, "optInStatus": .optIn]),
      Outline.Record(
        path: "DescribeAvailabilityZonesResponse/availabilityZoneInfo/item", kind: .zone,
        fields: ["regionName": .region, "zoneName": .zone, "zoneId": .zoneID, "zoneType": .zoneType]),
      Outline.Record(
        path: "DescribeInstanceTypeOfferingsResponse/instanceTypeOfferingSet/item", kind: .offering,
        fields: ["instanceType": .type, "locationType": .locationType, "location": .location]),
      Outline.Record(
        path: "DescribeInstanceTypesResponse/instanceTypeSet/item", kind: .instanceType,
        fields: [
          "instanceType": .type, "vCpuInfo/defaultVCpus": .vcpus, "memoryInfo/sizeInMiB": .memory,
          "processorInfo/supportedArchitectures/item": .architecture, "currentGeneration": .currentGeneration,
          "bareMetal": .bareMetal, "burstablePerformanceSupported": .burstable,
          "networkInfo/networkPerformance": .network, "supportedUsageClasses/item": .usageClass,
          "gpuInfo/gpus/item/name": .model, "gpuInfo/gpus/item/count": .count,
          "gpuInfo/gpus/item/memoryInfo/sizeInMiB": .deviceMemory,
          "gpuInfo/gpus/item/logicalGpuCount": .logicalCount, "gpuInfo/gpus/item/gpuPartitionSize": .partitionSize,
          "fpgaInfo/fpgas/item/name": .model, "fpgaInfo/fpgas/item/count": .count,
          "fpgaInfo/fpgas/item/memoryInfo/sizeInMiB": .deviceMemory,
          "neuronInfo/neuronDevices/item/name": .model, "neuronInfo/neuronDevices/item/count": .count,
          "neuronInfo/neuronDevices/item/memoryInfo/sizeInMiB": .deviceMemory,
          "inferenceAcceleratorInfo/accelerators/member/name": .model,
          "inferenceAcceleratorInfo/accelerators/member/count": .count,
          "inferenceAcceleratorInfo/accelerators/member/memoryInfo/sizeInMiB": .deviceMemory,
          "inferenceAcceleratorInfo/accelerators/item/name": .model,
          "inferenceAcceleratorInfo/accelerators/item/count": .count,
          "inferenceAcceleratorInfo/accelerators/item/memoryInfo/sizeInMiB": .deviceMemory,
          "mediaAcceleratorInfo/accelerators/item/name": .model,
          "mediaAcceleratorInfo/accelerators/item/count": .count,
          "mediaAcceleratorInfo/accelerators/item/memoryInfo/sizeInMiB": .deviceMemory,
        ],
        groups: [
          "gpuInfo/gpus/item": .gpu, "fpgaInfo/fpgas/item": .fpga, "neuronInfo/neuronDevices/item": .neuron,
          "inferenceAcceleratorInfo/accelerators/member": .inference,
          "inferenceAcceleratorInfo/accelerators/item": .inference,
          "mediaAcceleratorInfo/accelerators/item": .media,
        ]),
      Outline.Record(
        path: "DescribeSpotPriceHistoryResponse/spotPriceHistorySet/item", kind: .spotPrice,
        fields: [
          "instanceType": .type, "productDescription": .product, "spotPrice": .price, "timestamp": .timestamp,
          "availabilityZone": .zone,
        ]),
      Outline.Record(
        path: "DescribeReservedInstancesOfferingsResponse/reservedInstancesOfferingsSet/item", kind: .reservedOffering,
        fields: [
          "instanceType": .type, "availabilityZone": .zone, "productDescription": .product, "currencyCode": .currency,
          "instanceTenancy": .tenancy, "marketplace": .isMarketplace, "offeringClass": .offeringClass,
          "offeringType": .offeringType, "duration": .duration, "usagePrice": .usagePrice, "fixedPrice": .fixedPrice,
          "recurringCharges/item/amount": .price,
        ]),
      Outline.Record(
        path: "Response/Errors/Error", kind: .failure, fields: ["Code": .errorCode, "Message": .errorMessage]),
    ],
    values: [
      "DescribeInstanceTypesResponse/nextToken": .nextToken,
      "DescribeInstanceTypeOfferingsResponse/nextToken": .nextToken,
      "DescribeSpotPriceHistoryResponse/nextToken": .nextToken,
      "DescribeReservedInstancesOfferingsResponse/nextToken": .nextToken,
    ])

  private let context: ImportContext
  /// The values of each type that was read, so that equal ones are passed over.
  private var known: [String: [UInt8]] = [:]
  private let spotTally: SpotTally
  private var keptSpotPrices = 0
  /// Where the next part of the answer begins; empty if this is the last.
  private(set) var nextToken = ""

  init(_ context: ImportContext) {
    self.context = context
    spotTally = context.spotTally
  }

  func take(_ value: String, _ field: Field) {
    if field == .nextToken { nextToken = value }
  }

  func take(_ record: borrowing Record, _ kind: RecordKind) throws(ImportProblem) {
    switch kind {
    case .region: try takeRegion(record)
    case .zone: takeZone(record)
    case .offering: try takeOffering(record)
    case .instanceType: try takeType(record)
    case .spotPrice: try takeSpotPrice(record)
    case .reservedOffering: try takeReservedOffering(record)
    default:
      let code = record.text(.errorCode) ?? "an error"
      throw ImportProblem("it is not an answer but an error of AWS: \(code): \(record.text(.errorMessage) ?? "")")
    }
  }

  private func takeRegion(_ record: borrowing Record) throws(ImportProblem) {
    context.file.kind = "EC2's regions"
    guard let name = record.text(.region) else { throw ImportProblem("a region has no name") }
    let needs = try record.choice(.optIn, ["opt-in-not-required": false, "opted-in": true, "not-opted-in": true])
    context.draft.add(fact(needs, "\(needs)"), to: \.optIns, at: name, about: "opting in to \(name)")
    context.file.keep("regions")
  }

  private func takeZone(_ record: borrowing Record) {
    context.file.kind = "EC2's zones"
    guard let id = record.text(.zoneID), let region = record.text(.region) else { return }
    guard record.text(.zoneType) ?? "availability-zone" == "availability-zone" else { return context.file.skip(.local) }
    context.draft.zones[id] = min(context.draft.zones[id] ?? region, region)
    context.file.keep("zones")
  }

  private func takeOffering(_ record: borrowing Record) throws(ImportProblem) {
    context.file.kind = "EC2's offers of instance types"
    guard let type = record.text(.type), let location = record.text(.location) else {
      throw ImportProblem("an offer has no type or no location")
    }
    guard InstanceTypeName(type) != nil else { return context.file.skip(.typeName) }
    switch record.text(.locationType) {
    case "region":
      guard RegionName.isOne(location) else { throw ImportProblem("`\(location)` is not a region name") }
      context.draft.offers[location, default: [:]][context.day, default: [:]][type, default: []].formUnion([])
    case "availability-zone-id":
      guard RegionName.prefix(ofZoneID: location) != nil else { return context.file.skip(.local) }
      context.draft.zoneOffers[context.day, default: [:]][location, default: []].insert(type)
    case "availability-zone": return context.file.skip(.location)
    default: throw ImportProblem("an offer is by `\(record.text(.locationType) ?? "")`, which is not known")
    }
    context.file.keep("offers")
  }

  private func takeType(_ record: borrowing Record) throws(ImportProblem) {
    context.file.kind = "EC2's instance types"
    guard let name = record.text(.type) else { throw ImportProblem("an instance type has no name") }
    if let content = known[name], record.isSame(as: content) { return }
    known[name] = record.content
    guard InstanceTypeName(name) != nil else { return context.file.skip(.typeName) }
    let facts = try SpecificationFacts(record, of: name)
    context.draft.add(
      fact(facts, facts.text), to: \.specifications, at: name, about: "the specification of \(name)")
    context.file.keep("specifications")
  }

  private func takeSpotPrice(_ record: borrowing Record) throws(ImportProblem) {
    if context.file.kind.isEmpty { context.file.kind = "EC2's spot prices" }
    enum Outcome { case kept, skipped(SkipReason), wrong }
    let outcome: Outcome = record.withBytes { record in
      let product = record[.product]
      guard product.has("Linux/UNIX") || product.has("Linux/UNIX (Amazon VPC)") else { return .skipped(.product) }
      guard let price = PriceDigits.units(record[.price]), let day = PriceDigits.day(record[.timestamp]),
        !record[.type].isEmpty, record[.zone].count > 1
      else { return .wrong }
      // A price of zero is a fault of the history, not a gift.
      guard price > 0 else { return .skipped(.free) }
      return spotTally.add(price, type: record[.type], zone: record[.zone], day: day) ? .kept : .wrong
    }
    switch outcome {
    case .kept: keptSpotPrices += 1
    case .skipped(let reason): context.file.skip(reason)
    case .wrong:
      throw ImportProblem(
        "the spot price of `\(record.text(.type) ?? "")` is `\(record.text(.price) ?? "")` at `\(record.text(.timestamp) ?? "")`"
      )
    }
  }

  /// Ends the document.
  func end() throws(ImportProblem) {
    context.file.keep("spot prices", keptSpotPrices)
    if let entry = spotTally.firstImpossible() {
      throw ImportProblem("a spot price is of `\(entry.type)` in `\(entry.zone)`, which cannot be")
    }
  }

  private func takeReservedOffering(_ record: borrowing Record) throws(ImportProblem) {
    context.file.kind = "EC2's reserved instances"
    guard record.has(.product, "Linux/UNIX") || record.has(.product, "Linux/UNIX (Amazon VPC)") else {
      return context.file.skip(.product)
    }
    guard record.has(.tenancy, "default") else { return context.file.skip(.dedicated) }
    guard !record.has(.isMarketplace, "true") else { return context.file.skip(.marketplace) }
    guard record.has(.currency, "USD") else { return context.file.skip(.currency) }
    let type = record.text(.type) ?? ""
    guard InstanceTypeName(type) != nil else { return context.file.skip(.typeName) }
    let region = String((record.text(.zone) ?? "").dropLast())
    guard RegionName.isOne(region) else { return context.file.skip(.regionless) }
    let years = try record.choice(.duration, ["31536000": 1, "94608000": 3])
    let plan = try record.choice(
      .offeringClass,
      ["standard": CommitmentPrice.Plan.reservedStandard, "convertible": .reservedConvertible])
    let payment = try record.choice(.offeringType, CommitmentWords.payments)
    func amount(_ field: Field) throws(ImportProblem) -> Money {
      let text = record.text(field) ?? "0"
      guard let amount = try? Money(text, .usd), !amount.isNegative else {
        throw ImportProblem("a price of the reserved `\(type)` is `\(text)`")
      }
      return amount
    }
    let (usage, recurring, upfront) = (try amount(.usagePrice), try amount(.price), try amount(.fixedPrice))
    guard let hourly = try? usage.adding(recurring), hourly.isPlausible, hourly != .zero(.usd) || upfront != .zero(.usd)
    else { return context.file.skip(.free) }
    context.draft.add(
      CommitmentPrice(
        plan: plan, years: years, payment: payment, hourly: hourly, upfront: upfront, asOf: context.day,
        source: "EC2's reserved instances, \(context.day)"),
      of: type, in: region, isOfAWS: true)
    context.file.keep("reserved prices")
  }

  private func fact<Value>(_ value: Value, _ text: String) -> Dated<Value> {
    Dated(date: context.day, isOfAWS: true, value: value, text: text, source: "EC2's API, \(context.day)")
  }
}

extension Record {
  /// A value that must be one of some words.
  borrowing func choice<Value>(_ field: Field, _ words: [String: Value]) throws(ImportProblem) -> Value {
    let allowed = words.keys.sorted().joined(separator: ", ")
    guard let text = text(field) else { throw ImportProblem("a value is missing that is one of \(allowed)") }
    guard let value = words[text] else { throw ImportProblem("`\(text)` is not one of \(allowed)") }
    return value
  }
}

extension SpecificationFacts {
  /// The specification in an answer of `DescribeInstanceTypes`.
  init(_ record: borrowing Record, of name: String) throws(ImportProblem) {
    func number(_ field: Field, _ words: String) throws(ImportProblem) -> Int {
      let text = record.text(field) ?? ""
      guard let number = Int(text), number > 0, number <= 1_000_000_000 else {
        throw ImportProblem("the \(words) of `\(name)` are `\(text)`")
      }
      return number
    }
    let answers = ["true": true, "false": false]
    let words = record.texts(.architecture).sorted()
    let architectures = words.compactMap { Architecture(rawValue: $0) }
    guard architectures.count == words.count, !words.isEmpty else {
      throw ImportProblem("the architectures of `\(name)` are `\(words.joined(separator: " "))`")
    }
    self.init(
      vcpus: try number(.vcpus, "vCPUs"), memoryMiB: try number(.memory, "MiB of memory"), architectures: architectures,
      accelerators: try AcceleratorParts(record, of: name).accelerators,
      currentGeneration: try record.choice(.currentGeneration, answers),
      bareMetal: try record.choice(.bareMetal, answers), burstable: try record.choice(.burstable, answers),
      network: record.text(.network) ?? "unknown",
      usageClasses: record.texts(.usageClass).sorted())
  }

  /// Everything as one text.
  var text: String {
    let devices = accelerators.map { "\($0.count) \($0.kind.rawValue) \($0.model) \($0.memoryMiB) MiB" }
    return
      ([
        "\(vcpus) vCPUs", "\(memoryMiB) MiB", architectures.map(\.rawValue).joined(separator: " "), network,
        usageClasses.joined(separator: " "),
        currentGeneration ? "current generation" : "former generation", bareMetal ? "bare metal" : "virtual",
        burstable ? "burstable" : "not burstable",
      ] + devices).joined(separator: ", ")
  }
}

/// The accelerators in an answer of `DescribeInstanceTypes`.
struct AcceleratorParts {
  private struct Part {
    let kind: Field
    var values: [Field: String] = [:]
  }

  let accelerators: [Accelerator]

  init(_ record: borrowing Record, of name: String) throws(ImportProblem) {
    var parts: [Part] = []
    record.forEach { field, value in
      switch field {
      case .gpu, .fpga, .neuron, .inference, .media: parts.append(Part(kind: field))
      case .model, .count, .deviceMemory, .logicalCount, .partitionSize:
        if !parts.isEmpty { parts[parts.count - 1].values[field] = value }
      default: break
      }
    }
    // AWS lists Inferentia in both places; `neuronInfo` is the newer.
    if parts.contains(where: { $0.kind == .neuron }) { parts.removeAll { $0.kind == .inference } }
    var accelerators: [Accelerator] = []
    for part in parts { accelerators.append(try Self.accelerator(part, of: name)) }
    self.accelerators = accelerators.sorted {
      ($0.kind.rawValue, $0.model, $0.count, $0.memoryMiB) < ($1.kind.rawValue, $1.model, $1.count, $1.memoryMiB)
    }
  }

  private static func accelerator(_ part: Part, of name: String) throws(ImportProblem) -> Accelerator {
    guard let model = part.values[.model], let memory = part.values[.deviceMemory].flatMap({ Int($0) }), memory > 0,
      let count = count(part), count > .zero
    else { throw ImportProblem("an accelerator of `\(name)` lacks its model, number or memory") }
    return Accelerator(kind: kind(part.kind, model), model: model, count: count, memoryMiB: memory)
  }

  /// How many; of a type with a part of a GPU the fraction times the number of its parts.
  private static func count(_ part: Part) -> Quantity? {
    guard let whole = part.values[.count].flatMap({ Quantity($0) }) else { return nil }
    guard whole == .zero, let share = part.values[.partitionSize].flatMap({ Quantity($0) }) else { return whole }
    guard let parts = part.values[.logicalCount].flatMap({ Quantity($0) }) else { return nil }
    return try? share.multiplied(by: parts)
  }

  private static func kind(_ field: Field, _ model: String) -> Accelerator.Kind {
    switch field {
    case .gpu: .gpu
    case .fpga: .fpga
    case .media: .media
    default:
      model.lowercased().hasPrefix("inferentia")
        ? .inferentia : model.lowercased().hasPrefix("trainium") ? .trainium : .inference
    }
  }
}
