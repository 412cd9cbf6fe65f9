import Catalog
import Documents
public import Findings
import Money
import Requests

/// Why a cost profile cannot be used: every finding, and the file for their excerpts.
public struct CostProfileError: Error, Sendable {
  /// The errors found.
  public let findings: [Finding]
  /// The profile's file.
  public let source: SourceFile
}

extension CostProfile {
  /// Reads a profile from a YAML file that contains one document of kind `CostProfile`.
  /// - Throws: `CostProfileError` with every finding.
  public init(_ source: SourceFile) throws(CostProfileError) {
    let file = DocumentReader.read(source)
    guard file.errors.isEmpty, let document = file.documents.first, file.documents.count == 1 else {
      let findings = file.errors.isEmpty ? [Finding.profile("a cost profile is one document", in: source)] : file.errors
      throw CostProfileError(findings: findings, source: source)
    }
    var reader = CostProfileReader(source: source)
    document.findings.forEach { reader.decoder.report($0) }
    let profile = reader.profile(document.root)
    guard let profile, reader.decoder.findings.isEmpty else {
      throw CostProfileError(findings: reader.decoder.findings.sorted(by: Finding.isOrderedBefore), source: source)
    }
    self = profile
  }
}

/// Decodes the nodes of a cost profile.
struct CostProfileReader {
  typealias Field = TreeDecoder.Field

  let source: SourceFile
  var decoder = TreeDecoder()

  init(source: SourceFile) { self.source = source }

  private static let documentFields = [
    Field("metadata", "metadata: {name: …}"), Field("description", "description: …"),
    Field("components", "components: […]"), Field("notIncluded", "notIncluded: [snapshots of volumes]"),
    Field("scaling", "scaling: {runSeconds: 1800, variation: 12, bootSeconds: 180, idleSeconds: 600}"),
    Field("discounts", "discounts: […]"), Field("markups", "markups: […]"),
    Field("priceBook", "priceBook: […]"), Field("currency", "currency: {code: EUR, rate: 0.92, date: 2026-11-01}"),
  ]
  private static let componentFields = [
    Field("name", "name: nat-gateway"), Field("title", "title: NAT gateway"), Field("part", "part: fixed"),
    Field("option", "option: container-registry"), Field("generation", "generation: kubernetes"),
    Field("keptAfterDeletion", "keptAfterDeletion: true"),
    Field("price", "price: {service: NAT gateway, usage: hour}"),
    Field("quantity", "quantity: {normal: 1, costSavings: 1}"), Field("reason", "reason: …"),
  ]
  private static let priceFields = [
    Field("service", "service: EBS"), Field("usage", "usage: gp3 storage"),
    Field("instanceType", "instanceType: m5.large"),
    Field("fallback", "fallback: {unit: hour, low: 1, expected: 1, high: 1, reason: …}"),
  ]
  private static let boundsFields = [
    Field("low", "low: 1"), Field("expected", "expected: 1"), Field("high", "high: 1"),
  ]

  mutating func profile(_ root: Node) -> CostProfile? {
    guard let fields = decoder.document(root, .costProfile, title: "the profile", known: Self.documentFields) else {
      return nil
    }
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: [Field("name", "name: default")])
    let name = decoder.string("name", in: metadata, isRequired: true)
    let description = decoder.string("description", in: fields, isRequired: true)
    guard let list = decoder.value("components", in: fields, isRequired: true),
      let elements = decoder.elements(list, title: "components")
    else { return nil }
    if elements.isEmpty { report("a cost profile needs at least one component: no cluster is free", at: list.place) }
    var names: Set<String> = []
    let components = elements.compactMap { element -> Component? in
      guard let component = self.component(element) else { return nil }
      if !names.insert(component.name).inserted {
        report("the component `\(component.name)` is listed twice", at: element.place)
      }
      return component
    }
    let terms = priceTerms(in: fields, components)
    let exchangeRate = decoder.value("currency", in: fields).flatMap { self.exchangeRate($0) }
    let scaling = decoder.value("scaling", in: fields).map { self.scaling($0) } ?? .standard
    let notIncluded = decoder.strings("notIncluded", in: fields) ?? []
    if !components.isEmpty, components.count == elements.count, components.allSatisfy({ $0.option != nil }) {
      report("every component belongs to an `option`: without options the bill would be empty", at: list.place)
    }
    guard let name, let description else { return nil }
    return CostProfile(
      name: name.value, description: description.value, listed: components, notIncluded: notIncluded.map(\.value),
      terms: terms, scaling: scaling, exchangeRate: exchangeRate, source: source)
  }

  private mutating func component(_ node: Node) -> Component? {
    guard let fields = decoder.fields(of: node, title: "a component", known: Self.componentFields) else { return nil }
    let name = shown(decoder.string("name", in: fields, isRequired: true))
    let title = shown(decoder.string("title", in: fields, isRequired: true))
    let part = self.part(in: fields)
    let option = shown(decoder.string("option", in: fields))
    let generation: Generation? = decoder.choice("generation", in: fields, code: .costProfile)
    let isKept = decoder.boolean("keptAfterDeletion", in: fields)?.value ?? false
    let price = decoder.value("price", in: fields, isRequired: true).flatMap { self.price($0) }
    let quantity = decoder.fields(
      "quantity", in: fields, isRequired: true,
      known: [Field("normal", "normal: 1"), Field("costSavings", "costSavings: 1")])
    let normal = decoder.value("normal", in: quantity, isRequired: true).flatMap { self.amount($0) }
    let costSavings = decoder.value("costSavings", in: quantity, isRequired: true).flatMap { self.amount($0) }
    let reason = shown(decoder.string("reason", in: fields, isRequired: true))
    guard let name, let title, let part, let price, let normal, let costSavings, let reason else { return nil }
    return Component(
      name: name.value, title: title.value, part: part, option: option?.value, generation: generation,
      isKeptAfterDeletion: isKept, price: price, normal: normal, costSavings: costSavings, reason: reason.value)
  }

  /// A text that reports show, so that it must not be empty.
  private mutating func shown(_ text: Located<String>?) -> Located<String>? {
    if let text, text.value.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
      report("a name, a title or a reason is empty", at: text.place)
    }
    return text
  }

  private mutating func part(in fields: TreeDecoder.Fields) -> Component.Part? {
    guard let text = decoder.string("part", in: fields, isRequired: true) else { return nil }
    let part = Component.Part(rawValue: text.value)
    if part == nil { report("`part` is `fixed` or `usage`", at: text.place) }
    return part
  }

  private mutating func price(_ node: Node) -> PriceReference? {
    decoder.mayBe(.word("requestedInstanceTypes"), node)
    if case .string("requestedInstanceTypes") = node.value { return .requestedInstanceTypes }
    guard let fields = decoder.fields(of: node, title: "price", known: Self.priceFields) else { return nil }
    let fallback = decoder.value("fallback", in: fields).flatMap { self.fallback($0) }
    if fields["instanceType"] != nil {
      guard let types = instanceTypes(in: fields) else { return nil }
      for other in ["service", "usage"] where fields[other] != nil {
        report("`instanceType` and `\(other)` exclude each other", at: decoder.keyPlace(other, in: fields))
      }
      return .instanceType(types, fallback: fallback)
    }
    guard let service = decoder.string("service", in: fields, isRequired: true),
      let usage = decoder.string("usage", in: fields, isRequired: true)
    else { return nil }
    return .service(
      ServicePrice.Key(named: service.value, usage.value), fallback: fallback, place: usage.place)
  }

  /// One instance type, or several in the order in which they are preferred.
  private mutating func instanceTypes(in fields: TreeDecoder.Fields) -> [Located<String>]? {
    guard case .sequence? = fields["instanceType"]?.value else {
      return decoder.string("instanceType", in: fields).map { [$0] }
    }
    let types = decoder.strings("instanceType", in: fields) ?? []
    if types.isEmpty, let node = fields["instanceType"] { report("`instanceType` is empty", at: node.place) }
    return types.isEmpty ? nil : types
  }

  private mutating func fallback(_ node: Node) -> FallbackPrice? {
    let known =
      [Field("unit", "unit: hour")] + Self.boundsFields + [
        Field("reason", "reason: …"), Field("ratio", "ratio: {service: NAT gateway, usage: hour, …}"),
      ]
    guard let fields = decoder.fields(of: node, title: "fallback", known: known) else { return nil }
    let unit = decoder.string("unit", in: fields, isRequired: true)
    let reason = shown(decoder.string("reason", in: fields, isRequired: true))
    let low = money("low", in: fields)
    let expected = money("expected", in: fields)
    let high = money("high", in: fields)
    let ratio = decoder.value("ratio", in: fields).flatMap { self.ratio($0) }
    guard let unit, let reason, let low, let expected, let high else { return nil }
    guard isOrdered(low, expected), isOrdered(expected, high) else {
      report("`low`, `expected` and `high` must not descend", at: node.place)
      return nil
    }
    return FallbackPrice(
      unit: unit.value, unitPlace: unit.place, amount: Bounds(low: low, expected: expected, high: high),
      reason: reason.value, ratio: ratio)
  }

  /// What the expected price of a fallback follows.
  private mutating func ratio(_ node: Node) -> FallbackPrice.Ratio? {
    let known = [
      Field("service", "service: NAT gateway"), Field("usage", "usage: hour"), Field("base", "base: 0.045"),
      Field("known", "known: 0.5"), Field("place", "place: us-east-1"),
    ]
    guard let fields = decoder.fields(of: node, title: "ratio", known: known) else { return nil }
    let service = decoder.string("service", in: fields, isRequired: true)
    let usage = decoder.string("usage", in: fields, isRequired: true)
    let base = money("base", in: fields)
    let price = money("known", in: fields)
    let place = decoder.string("place", in: fields, isRequired: true)
    guard let service, let usage, let base, let price, let place else { return nil }
    guard base != .zero(.usd) else {
      report("`base` is zero, which nothing can be compared with", at: node.place)
      return nil
    }
    return FallbackPrice.Ratio(
      service: ServicePrice.Key(named: service.value, usage.value), base: base, known: price,
      place: place.value, usagePlace: usage.place)
  }

  private func isOrdered(_ one: Money, _ other: Money) -> Bool {
    // INVARIANT: both are in US dollars, because `money` reads them so.
    (try? !other.isLess(than: one)) ?? false
  }

  mutating func money(_ name: String, in fields: TreeDecoder.Fields) -> Money? {
    guard let text = decoder.number(name, in: fields, isRequired: true) else { return nil }
    guard let money = try? Money(text.value, .usd), !money.isNegative else {
      report("`\(name)` should be an amount such as `0.045`", at: text.place)
      return nil
    }
    return money
  }

  private mutating func amount(_ node: Node) -> Amount? {
    if node["fixed"] != nil || node["perComputeNode"] != nil {
      let known = [Field("fixed", "fixed: 1"), Field("perComputeNode", "perComputeNode: 1")]
      guard let fields = decoder.fields(of: node, title: "quantity", known: known) else { return nil }
      let fixed = fields["fixed"].map { bounds($0) } ?? Bounds(.zero)
      let perNode = fields["perComputeNode"].map { bounds($0) } ?? Bounds(.zero)
      guard let fixed, let perNode else { return nil }
      return Amount(fixed: fixed, perComputeNode: perNode)
    }
    return bounds(node).map { Amount(fixed: $0, perComputeNode: Bounds(.zero)) }
  }

  private mutating func bounds(_ node: Node) -> Bounds<Quantity>? {
    guard case .mapping = node.value else { return quantity(node).map { Bounds($0) } }
    guard let fields = decoder.fields(of: node, title: "quantity", known: Self.boundsFields) else { return nil }
    let low = decoder.value("low", in: fields, isRequired: true).flatMap { self.quantity($0) }
    let expected = decoder.value("expected", in: fields, isRequired: true).flatMap { self.quantity($0) }
    let high = decoder.value("high", in: fields, isRequired: true).flatMap { self.quantity($0) }
    guard let low, let expected, let high else { return nil }
    guard low <= expected, expected <= high else {
      report("`low`, `expected` and `high` must not descend", at: node.place)
      return nil
    }
    return Bounds(low: low, expected: expected, high: high)
  }

  private mutating func quantity(_ node: Node) -> Quantity? {
    guard let text = decoder.number(node, title: "quantity") else { return nil }
    guard let quantity = Quantity(text.value), quantity >= .zero else {
      report("a quantity should be a plain decimal, not less than zero", at: node.place)
      return nil
    }
    return quantity
  }

  mutating func report(_ message: String, at place: Place, help: [String] = []) {
    decoder.report(Finding(code: .costProfile, severity: .error, message: message, place: place, help: help))
  }
}

extension Finding {
  fileprivate static func profile(_ message: String, in source: SourceFile) -> Finding {
    Finding(
      code: .costProfile, severity: .error, message: message,
      place: Place(source: source.name, range: SourceRange(at: .start)))
  }
}
