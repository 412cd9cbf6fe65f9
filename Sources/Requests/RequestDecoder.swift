import Documents
import Findings
import Money

/// Decodes one document into a draft.
enum RequestDecoder {
  private typealias Field = TreeDecoder.Field

  private static let documentFields = [
    Field("apiVersion", "apiVersion: tollgate/v1"), Field("kind", "kind: ClusterRequest"),
    Field("metadata", "metadata: {name: …}"), Field("spec", "spec: …"),
  ]
  private static let metadataFields = [Field("name", "name: my-cluster"), Field("labels", "labels: {team: vision}")]
  private static let specFields = [
    Field("provider", "provider: aws"), Field("region", "region: us-east-1"),
    Field("roleArn", "roleArn: arn:aws:iam::123456789012:role/NAME"),
    Field("externalId", "externalId: …"), Field("externalIdFrom", "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}"),
    Field("instanceTypes", "instanceTypes: [m5.xlarge]"), Field("costSavings", "costSavings: true"),
    Field("workload", "workload: {computeNodes: {min: 1, max: 8}, utilization: 0.3}"),
  ]
  private static let workloadFields = [
    Field("computeNodes", "computeNodes: {min: 1, max: 8}"), Field("utilization", "utilization: 0.3"),
  ]
  private static let nodesFields = [Field("min", "min: 1"), Field("max", "max: 8")]

  static func decode(_ document: Document) -> RequestDraft {
    var decoder = TreeDecoder()
    document.findings.forEach { decoder.report($0) }
    let root = decoder.fields(of: document.root, title: "the document", known: documentFields)
    checkHeader(root, &decoder)
    let metadata = decoder.fields("metadata", in: root, isRequired: true, known: metadataFields)
    let name = decoder.string("name", in: metadata, isRequired: true)
    let labels = labels(in: metadata, &decoder)
    let spec = decoder.fields("spec", in: root, isRequired: true, known: specFields)
    let provider = decoder.string("provider", in: spec)
    if let provider, provider.value != "aws" { decoder.report(.unknownProvider(provider)) }
    let region = decoder.string("region", in: spec, isRequired: true)
    let roleArn = decoder.string("roleArn", in: spec, isRequired: true)
    let externalId = externalId(in: spec, &decoder)
    let types = decoder.strings("instanceTypes", in: spec)
    let costSavings = decoder.boolean("costSavings", in: spec, isRequired: true)
    let workload = decoder.fields("workload", in: spec, known: workloadFields)
    let nodes = decoder.fields("computeNodes", in: workload, known: nodesFields)
    let minimum = decoder.integer("min", in: nodes, isRequired: true)
    let maximum = decoder.integer("max", in: nodes, isRequired: true)
    let utilization = decoder.number("utilization", in: workload)
    let secrets = ExternalIDs(in: document.root)
    let repetitions = secrets.repetitions
    let place = Place(source: document.root.place.source, range: SourceRange(at: document.root.place.range.start))
    return RequestDraft(
      place: place, name: name, labels: labels,
      labelsPlace: metadata.flatMap { $0["labels"] == nil ? nil : decoder.keyPlace("labels", in: $0) },
      provider: provider, region: region,
      roleArn: roleArn, externalId: externalId,
      instanceTypes: types ?? [],
      instanceTypesPlace: spec.map { decoder.keyPlace("instanceTypes", in: $0) } ?? place,
      costSavings: costSavings, minimumNodes: minimum, maximumNodes: maximum, utilization: utilization,
      workloadPlace: spec.flatMap { $0["workload"] == nil ? nil : decoder.keyPlace("workload", in: $0) },
      findings: decoder.findings.masking(repetitions), secretRanges: secrets.ranges, secretTexts: repetitions
    )
    .withoutRepetitions()
  }

  private static func checkHeader(_ root: TreeDecoder.Fields?, _ decoder: inout TreeDecoder) {
    if let version = decoder.string("apiVersion", in: root, isRequired: true), version.value != RequestReader.apiVersion
    {
      decoder.report(.header(.wrongVersion, "apiVersion", version, expected: RequestReader.apiVersion))
    }
    if let kind = decoder.string("kind", in: root, isRequired: true), kind.value != RequestReader.kind {
      decoder.report(.header(.wrongKind, "kind", kind, expected: RequestReader.kind))
    }
  }

  private static func labels(
    in metadata: TreeDecoder.Fields?, _ decoder: inout TreeDecoder
  ) -> [(key: Located<String>, value: Located<String>)] {
    guard let node = decoder.value("labels", in: metadata) else { return [] }
    guard case .mapping(let members) = node.value else {
      decoder.report(.wrongType("labels", expected: "a mapping", node))
      return []
    }
    return members.compactMap { member in
      decoder.string(member.value, title: "labels.\(member.key.value)").map { (member.key, $0) }
    }
  }

  private static func externalId(
    in spec: TreeDecoder.Fields?, _ decoder: inout TreeDecoder
  ) -> Located<ExternalID>? {
    guard let spec else { return nil }
    let written = decoder.string("externalId", in: spec)
    if spec["externalIdFrom"] != nil, spec["externalId"] != nil {
      decoder.report(.twoExternalIds(at: decoder.keyPlace("externalIdFrom", in: spec)))
    }
    if let written { return written.map { .written(Secret($0)) } }
    guard spec["externalId"] == nil else { return nil }
    let source = decoder.fields(
      "externalIdFrom", in: spec, isRequired: true, known: [Field("env", "env: LIGHTNING_EXTERNAL_ID")])
    guard let variable = decoder.string("env", in: source, isRequired: true) else { return nil }
    guard ExternalIDs.isVariableName(variable.value) else {
      decoder.report(.variableName(variable))
      return nil
    }
    return variable.map { .environment(variable: $0) }
  }
}

extension Finding {
  fileprivate static func header(
    _ code: RuleCode, _ field: String, _ value: Located<String>, expected: String
  ) -> Finding {
    Finding(
      code: code, severity: .error, message: "`\(field)` is `\(printable(value.value, limit: 80))`, not `\(expected)`",
      place: value.place, help: ["write `\(field): \(expected)` if this is a cluster request"])
  }

  fileprivate static func unknownProvider(_ provider: Located<String>) -> Finding {
    Finding(
      code: .unknownProvider, severity: .error,
      message: "the provider `\(printable(provider.value, limit: 80))` is not supported", place: provider.place,
      help: ["write `aws`, or leave it out"])
  }

  fileprivate static func twoExternalIds(at place: Place) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error, message: "`externalId` and `externalIdFrom` exclude each other",
      place: place, help: ["keep `externalIdFrom`, so that the secret stays out of the file"])
  }

  fileprivate static func variableName(_ name: Located<String>) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error,
      message: "`env` should be the name of an environment variable", place: name.place,
      help: ["use letters, digits and underscores: `LIGHTNING_EXTERNAL_ID`"])
  }
}
