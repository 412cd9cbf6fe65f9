import Documents
public import Findings
import Money

/// What a document says, each part with its place. A part that is missing or of the wrong type is nil; a finding has
/// said so. Rules check drafts, so that one mistake does not hide the others.
public struct RequestDraft: Sendable {
  /// Where the document begins.
  public let place: Place
  /// `metadata.name`.
  public let name: Located<String>?
  /// `metadata.description`.
  public let description: Located<String>?
  /// `metadata.labels`.
  public let labels: [(key: Located<String>, value: Located<String>)]
  /// `spec.provider`.
  public let provider: Located<String>?
  /// `spec.region`.
  public internal(set) var region: Located<String>?
  /// `spec.roleArn`.
  public let roleArn: Located<String>?
  /// `spec.externalId` or `spec.externalIdFrom`.
  public private(set) var externalId: Located<ExternalID>?
  /// `spec.instanceTypes`; empty if absent.
  public internal(set) var instanceTypes: [Located<String>]
  /// Whether there is a `spec` at all; a document of another kind has none.
  public let hasSpec: Bool
  /// Where the instance types are given, or should be.
  public let instanceTypesPlace: Place
  /// `spec.costSavings`.
  public internal(set) var costSavings: Located<Bool>?
  /// `spec.capacityReservation`.
  public let capacityReservation: Located<Bool>?
  /// `spec.workload.computeNodes.min`.
  public internal(set) var minimumNodes: Located<Int>?
  /// `spec.workload.computeNodes.max`.
  public internal(set) var maximumNodes: Located<Int>?
  /// `spec.workload.load`, as it was written.
  public let load: Located<String>?
  /// What is wrong with the document's form.
  public private(set) var findings: [Finding]
  /// The finding that `spec.costSavings` is missing.
  private let lackOfCostSavings: Finding?
  /// The parts of the file that must not be shown.
  public let secretRanges: [SourceRange]
  /// What hides their texts in messages.
  package private(set) var secretTexts: SecretTexts
  /// The document without its external ids, for the places of its parts.
  private let root: Node

  /// The draft of a document of any kind; a finding says so if it is not a request.
  init(_ document: Document) {
    var decoder = TreeDecoder()
    document.findings.forEach { decoder.report($0) }
    let secrets = ExternalIDs(in: document.root)
    var repeated = RepeatedExternalID(secrets.repetitions)
    let root = decoder.document(document.root, .clusterRequest, known: RequestField.body.map(\.decoded))
    let metadata = decoder.fields("metadata", in: root, isRequired: true, known: RequestField.metadata.known)
    name = repeated.shown(decoder.string("name", in: metadata, isRequired: true), as: "metadata.name")
    description = repeated.shown(decoder.string("description", in: metadata), as: "metadata.description")
    labels = decoder.locatedTexts("labels", in: metadata).filter { key, value in
      repeated.shown(key, as: "metadata.labels") != nil && repeated.shown(value, as: "metadata.labels") != nil
    }
    let spec = decoder.fields("spec", in: root, isRequired: true, known: RequestField.spec.known)
    let provider = decoder.string("provider", in: spec)
    if let provider, provider.value != "aws" { decoder.report(.unknownProvider(provider)) }
    self.provider = repeated.shown(provider, as: "spec.provider")
    region = repeated.shown(region: decoder.string("region", in: spec, isRequired: true))
    let roleArn = decoder.string("roleArn", in: spec, isRequired: true)
    externalId = ExternalID.decode(in: spec, &decoder)
    self.roleArn = repeated.shown(role: roleArn, externalId: externalId?.value)
    instanceTypes = (decoder.strings("instanceTypes", in: spec) ?? [])
      .compactMap { repeated.shown($0, as: "spec.instanceTypes") }
    let reported = decoder.findings.count
    costSavings = decoder.boolean("costSavings", in: spec, isRequired: true)
    let lack = decoder.findings.dropFirst(reported).filter { $0.code == .missingField }
    capacityReservation = decoder.boolean("capacityReservation", in: spec)
    let workload = Self.workload(in: spec, &decoder)
    let nodes = decoder.fields("computeNodes", in: workload, known: RequestField.computeNodes.known)
    minimumNodes = decoder.integer("min", in: nodes, isRequired: true)
    maximumNodes = decoder.integer("max", in: nodes, isRequired: true)
    load = decoder.number("load", in: workload)

    secretRanges = secrets.ranges
    secretTexts = secrets.repetitions
    findings = decoder.findings.masking(secretTexts) + repeated.findings
    lackOfCostSavings = lack.masking(secretTexts).first
    self.root = document.root.hiding(secretRanges)
    place = Place(source: document.root.place.source, range: SourceRange(at: document.root.place.range.start))
    hasSpec = spec != nil
    instanceTypesPlace = spec.map { decoder.keyPlace("instanceTypes", in: $0) } ?? place
  }

  /// The fields of the workload. The former field `utilization`, a share of the nodes between the minimum and the maximum,
  /// is an error that says which load to write.
  private static func workload(in spec: TreeDecoder.Fields?, _ decoder: inout TreeDecoder) -> TreeDecoder.Fields? {
    let former = TreeDecoder.Field("utilization", "load: 0.1")
    let given = spec?["workload"]?[former.name]
    let fields = decoder.fields(
      "workload", in: spec, known: RequestField.workload.known + (given == nil ? [] : [former]))
    guard let fields, let given else { return fields }
    var isCostSavings = false
    if case .boolean(true)? = spec?["costSavings"]?.value { isCostSavings = true }
    decoder.report(
      .formerUtilization(
        given, nodes: fields["computeNodes"], isCostSavings: isCostSavings,
        at: decoder.keyPlace(former.name, in: fields)))
    return fields
  }

  /// Where a part of the request is written; nil if it is not. The external id is written in one of two fields: a question
  /// about the other one is answered there.
  public func place(of path: JSONPointer) -> Place? {
    if let place = root.place(of: path) { return place }
    let fields = [RequestField.externalId, .externalIdFrom].map { JSONPointer([.key("spec"), .key($0.name)]) }
    return fields.contains { path.isAtOrBelow($0) } ? externalId?.place : nil
  }

  /// The field of a request that a finding is about, for what must be recognised when lines, and elements of lists, move: its
  /// path without places in lists, and its value as JSON where it is a single one. External ids are hidden in it.
  package func field(at pointer: JSONPointer) -> (path: String, value: String) {
    let path = pointer.steps.reduce(into: JSONPointer.root) { path, step in
      if case .key = step { path = path.appending(step) }
    }
    guard let node = root.node(at: pointer) else { return (pointer.description, "") }
    switch node.value {
    case .mapping, .sequence: return (pointer.description, "")
    default: return (path.description, JSONValue(node).canonical)
    }
  }

  /// The labels by their keys.
  var labelValues: [String: String] {
    Dictionary(labels.map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether no value is of another type than its field wants. What is, such as a number for a label, was left out, and
  /// would be judged as if it were not there.
  public var hasRightTypes: Bool { !findings.contains { $0.code == .wrongType } }

  /// The same request for a contract that has no cost-savings mode, where it need not say that it does not want it.
  public var assumingNormalMode: RequestDraft {
    guard let lackOfCostSavings else { return self }
    var draft = self
    draft.costSavings = Located(false, at: lackOfCostSavings.place)
    draft.findings.removeAll { $0 == lackOfCostSavings }
    return draft
  }

  /// The complete request; nil if something that it needs is missing or has no meaning.
  public var complete: ClusterRequest? { ClusterRequest(self) }

  /// The workload with defaults where the document gives none; nil if what it gives has no meaning.
  var workload: Workload? {
    let load = load.map { Quantity($0.value) }
    if case .some(nil) = load { return nil }
    // A value of another type was left out; a default in its place would price what nobody asked for.
    let place = JSONPointer([.key("spec"), .key("workload")])
    guard !findings.contains(where: { $0.code == .wrongType && $0.place.pointer.isAtOrBelow(place) }) else {
      return nil
    }
    return Workload(
      minimumNodes: minimumNodes?.value, maximumNodes: maximumNodes?.value, load: load.flatMap(\.self))
  }

  /// The same request with the secret in the place of the variable that names it. A variable that is not set becomes a
  /// finding.
  public func resolvingExternalId(_ environment: (_ variable: String) -> String?) -> RequestDraft {
    guard let externalId, case .environment(let variable) = externalId.value else { return self }
    var draft = self
    guard let text = environment(variable) else {
      draft.findings.append(.variableNotSet(variable, at: externalId.place))
      return draft
    }
    draft.externalId = externalId.map { _ in .given(Secret(text), from: variable) }
    draft.secretTexts = secretTexts.adding(text)
    return draft
  }

  /// The same request with an external id that was given beside it, where the document has a token in its place.
  public func replacingExternalId(_ token: String, with given: ExternalID) -> RequestDraft {
    guard let externalId, externalId.value == .written(Secret(token)) else { return self }
    var draft = self
    draft.externalId = externalId.map { _ in given }
    if let secret = given.secret { draft.secretTexts = secret.withText { secretTexts.adding($0) } }
    return draft
  }
}

extension Finding {
  fileprivate static func unknownProvider(_ provider: Located<String>) -> Finding {
    Finding(
      code: .unknownProvider, severity: .error,
      message: "the provider `\(printable(provider.value, limit: 80))` is not supported", place: provider.place,
      help: ["write `aws`, or leave it out"])
  }

  fileprivate static func formerUtilization(_ given: Node, nodes: Node?, isCostSavings: Bool, at place: Place)
    -> Finding
  {
    func number(_ node: Node?) -> Quantity? {
      switch node?.value {
      case .integer(let value): Quantity(String(value))
      case .number(let text): Quantity(text)
      default: nil
      }
    }
    let standard = Workload.standard
    let (least, most) = (
      number(nodes?["min"]) ?? Quantity(standard.minimumNodes), number(nodes?["max"]) ?? Quantity(standard.maximumNodes)
    )
    let share = number(given).flatMap { $0 >= .zero && $0 <= .one ? $0 : nil }
    let load = try? share?.multiplied(by: most > least ? most.subtracting(least) : least)
    // What the mode that is asked for cannot carry is hardly what is meant.
    let fits = load.map { $0 < (isCostSavings ? .one : most) } ?? false
    let help =
      fits
      ? "write `load: \(load.map { "\($0)" } ?? "")`, the same number of nodes, or remove it"
      : "write the mean number of busy nodes, such as `load: 0.1`"
    return Finding(
      code: .unknownField, severity: .error,
      message:
        "`utilization` is no longer a field of `workload`; `load` is the mean number of nodes that jobs keep busy",
      place: place, help: [help])
  }

  fileprivate static func variableNotSet(_ variable: String, at place: Place) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error,
      message: "the environment variable `\(variable)`, which should hold the external id, is not set", place: place,
      help: ["set it to the value in the role's trust policy, in this shell and nowhere in a file"])
  }
}
