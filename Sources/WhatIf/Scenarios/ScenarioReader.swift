import Catalog
import Costs
import Documents
public import Findings
import Money
import Platform
import Simulation

extension ScenarioDocument {
  /// Reads scenarios from files, each a document of kind `Scenario`.
  /// - Throws: `WhatIfDocumentError` with every finding.
  public static func read(_ sources: [SourceFile]) throws(WhatIfDocumentError) -> [ScenarioDocument] {
    var reader = ScenarioReader()
    var scenarios: [ScenarioDocument] = []
    for source in sources {
      for root in reader.decoder.documents(of: source, kind: .scenario) {
        guard let scenario = reader.scenario(root) else { continue }
        if scenarios.contains(where: { $0.name == scenario.name }) {
          reader.report("there are two scenarios `\(printable(scenario.name, limit: 80))`", at: scenario.namePlace)
        }
        if isNameOfMode(scenario.name) {
          reader.report("`\(scenario.name)` is the name of a mode", at: scenario.namePlace)
        }
        scenarios.append(scenario)
      }
      // The study of a comparison has a limit on the number of scenarios.
      if scenarios.count > most, let last = scenarios.last {
        reader.report("there are more than \(most) scenarios", at: last.namePlace)
        break
      }
    }
    guard reader.decoder.tree.findings.isEmpty else {
      throw WhatIfDocumentError(reader.decoder.tree.findings, in: sources)
    }
    return scenarios
  }

  /// Whether a name could be mistaken for that of a mode: `normal mode`, `Cost savings`.
  private static func isNameOfMode(_ name: String) -> Bool {
    let letters = String(name.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) })
    return ["normal", "normalmode", "costsavings", "costsavingsmode"].contains(letters)
  }

  /// The maximum number of scenarios.
  static let most = 100
}

/// Decodes the nodes of scenarios.
private struct ScenarioReader {
  private typealias Field = TreeDecoder.Field

  var decoder = WhatIfDecoder()

  private static let specFields = [
    Field("mode", "mode: normal"), Field("region", "region: us-west-2"),
    Field("instanceTypes", "instanceTypes: [g6.xlarge]"), Field("computeNodes", "computeNodes: {min: 0, max: 8}"),
    Field("bootSeconds", "bootSeconds: 180"), Field("idleSeconds", "idleSeconds: 600"),
    Field("warmNodes", "warmNodes: 0"), Field("purchase", "purchase: {spot: {}}"),
    Field("prices", "prices: {source: …, asOf: 2026-11-20, usdPerHour: {g6.xlarge: 0.3}}"),
  ]
  private static let priceFields = [
    Field("source", "source: …"), Field("asOf", "asOf: 2026-11-20"),
    Field("usdPerHour", "usdPerHour: {g6.xlarge: 0.3}"),
  ]
  /// Fields that apply only to a fleet whose size changes.
  private static let normalFields = ["computeNodes", "idleSeconds", "warmNodes"]

  mutating func scenario(_ root: Node) -> ScenarioDocument? {
    guard
      let (fields, name) = decoder.document(
        root, kind: .scenario, title: "the scenario", [Field("spec", "spec: {…}")])
    else { return nil }
    let description = decoder.tree.string("description", in: fields)
    guard let spec = decoder.tree.fields("spec", in: fields, isRequired: true, known: Self.specFields) else {
      return nil
    }
    let mode = self.mode(in: spec)
    if mode == .costSavings {
      for field in Self.normalFields where spec[field] != nil {
        report(
          "`\(field)` is about normal mode; cost-savings mode has one node that is always up",
          at: decoder.tree.keyPlace(field, in: spec))
      }
    }
    let nodes = decoder.tree.fields(
      "computeNodes", in: spec, known: [Field("min", "min: 0"), Field("max", "max: 8")])
    let types = decoder.tree.strings("instanceTypes", in: spec)
    if let node = spec["instanceTypes"], types?.isEmpty == true { report("`instanceTypes` is empty", at: node.place) }
    let purchase = decoder.tree.value("purchase", in: spec).map { self.purchase($0) } ?? .onDemand
    let prices = decoder.tree.value("prices", in: spec).flatMap { self.prices($0) }
    return ScenarioDocument(
      name: name.value, description: description?.value, mode: mode, purchase: purchase, prices: prices?.prices,
      namePlace: name.place, region: decoder.tree.string("region", in: spec), instanceTypes: types,
      minimumNodes: decoder.integer("min", in: nodes, 0...Fleet.mostNodes),
      maximumNodes: decoder.integer("max", in: nodes, 1...Fleet.mostNodes),
      bootSeconds: decoder.number("bootSeconds", in: spec, Fleet.bootRange),
      idleSeconds: decoder.number("idleSeconds", in: spec, Fleet.idleRange),
      warmNodes: decoder.integer("warmNodes", in: spec, 0...Fleet.mostNodes)?.value, pricedTypes: prices?.types ?? [])
  }

  private mutating func mode(in spec: TreeDecoder.Fields) -> PerformanceProfile {
    guard let text = decoder.tree.string("mode", in: spec) else { return .normal }
    guard let mode = PerformanceProfile(rawValue: text.value) else {
      report("`mode` is `normal` or `costSavings`", at: text.place)
      return .normal
    }
    return mode
  }

  private mutating func purchase(_ node: Node) -> ScenarioDocument.Purchase {
    decoder.tree.mayBe(.word("onDemand"), node)
    if case .string("onDemand") = node.value { return .onDemand }
    guard case .mapping = node.value else {
      report(
        "`purchase` is `onDemand`, `spot` or `commitment`", at: node.place,
        help: ["write `{spot: {}}` or `{commitment: {years: 1}}`"])
      return .onDemand
    }
    let known = [
      Field("spot", "spot: {}"), Field("commitment", "commitment: {years: 1}"),
    ]
    guard let fields = decoder.tree.fields(of: node, title: "purchase", known: known) else { return .onDemand }
    if fields["spot"] != nil, fields["commitment"] != nil {
      report("`spot` and `commitment` exclude each other", at: decoder.tree.keyPlace("commitment", in: fields))
    }
    if fields["spot"] == nil, fields["commitment"] == nil {
      report("`purchase` names neither `spot` nor `commitment`", at: node.place, help: ["write `purchase: onDemand`"])
    }
    let (spot, commitment) = (self.spot(fields), self.commitment(fields))
    return spot ?? commitment ?? .onDemand
  }

  private mutating func spot(_ fields: TreeDecoder.Fields) -> ScenarioDocument.Purchase? {
    let name = "interruptionsPerNodeHour"
    guard let spot = decoder.tree.fields("spot", in: fields, known: [Field(name, "\(name): 0.02")]) else { return nil }
    return .spot(interruptionsPerNodeHour: decoder.number(name, in: spot, Fleet.interruptionRange))
  }

  private mutating func commitment(_ fields: TreeDecoder.Fields) -> ScenarioDocument.Purchase? {
    let known = [
      Field("years", "years: 1"), Field("committedNodes", "committedNodes: 1"),
      Field("plan", "plan: compute-savings-plan"), Field("payment", "payment: no-upfront"),
    ]
    guard let commitment = decoder.tree.fields("commitment", in: fields, known: known) else { return nil }
    let years = decoder.tree.integer("years", in: commitment, isRequired: true)
    let nodes = decoder.integer("committedNodes", in: commitment, 0...Fleet.mostNodes)
    let plan: CommitmentPrice.Plan? = decoder.tree.choice("plan", in: commitment, code: .scenario)
    let payment: CommitmentPrice.Payment? = decoder.tree.choice("payment", in: commitment, code: .scenario)
    guard let years else { return nil }
    if years.value != 1, years.value != 3 { report("`years` is 1 or 3, as AWS sells them", at: years.place) }
    return .commitment(CommitmentTerms(years: years.value, plan: plan, payment: payment), nodes: nodes)
  }

  private mutating func prices(_ node: Node) -> (prices: GivenPrices, types: [Located<String>])? {
    guard let fields = decoder.tree.fields(of: node, title: "prices", known: Self.priceFields) else { return nil }
    let source = decoder.tree.string("source", in: fields, isRequired: true)
    let asOf = decoder.tree.string("asOf", in: fields, isRequired: true)
    if let asOf, CalendarDate(asOf.value) == nil { report("`asOf` is a day, `YYYY-MM-DD`", at: asOf.place) }
    guard let list = decoder.tree.value("usdPerHour", in: fields, isRequired: true) else { return nil }
    guard case .mapping(let members) = list.value else {
      decoder.tree.report(.wrongType("usdPerHour", expected: "a mapping", list))
      return nil
    }
    var hourly: [String: Money] = [:]
    for member in members { hourly[member.key.value] = price(member.value) }
    guard let source, let asOf else { return nil }
    return (GivenPrices(hourly: hourly, source: source.value, asOf: asOf.value), members.map(\.key))
  }

  /// A million dollars, as no node costs in an hour.
  private static let highestPrice = Money(units: 1_000_000 * 1_000_000_000_000, currency: .usd)

  /// A price of zero is a mistake: no node is free.
  private mutating func price(_ node: Node) -> Money? {
    guard let text = decoder.tree.number(node, title: "a price") else { return nil }
    guard let money = try? Money(text.value, .usd), !money.isNegative, money != .zero(.usd),
      (try? money.isLess(than: Self.highestPrice)) ?? false
    else {
      report(
        "a price should be an amount above zero and below a million such as `0.3421`, with at most twelve decimal places and no "
          + "exponent",
        at: text.place)
      return nil
    }
    return money
  }

  mutating func report(_ message: String, at place: Place, help: [String] = []) {
    decoder.tree.report(.scenario(message, at: place, help: help))
  }
}
