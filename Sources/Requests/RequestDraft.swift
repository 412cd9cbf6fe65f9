public import Findings
import Money

/// What a document says, each part with its place. A part that is missing or of the wrong type is nil; a finding has
/// said so. Rules check drafts, so that one mistake does not hide the others.
public struct RequestDraft: Sendable {
  /// Where the document begins.
  public let place: Place
  /// `metadata.name`.
  public internal(set) var name: Located<String>?
  /// `metadata.labels`.
  public internal(set) var labels: [(key: Located<String>, value: Located<String>)]
  /// Where `metadata.labels` stands, if it is given.
  public let labelsPlace: Place?
  /// `spec.provider`.
  public internal(set) var provider: Located<String>?
  /// `spec.region`.
  public internal(set) var region: Located<String>?
  /// `spec.roleArn`.
  public internal(set) var roleArn: Located<String>?
  /// `spec.externalId` or `spec.externalIdFrom`.
  public private(set) var externalId: Located<ExternalID>?
  /// `spec.instanceTypes`; empty if absent.
  public internal(set) var instanceTypes: [Located<String>]
  /// Where the instance types are given, or should be.
  public let instanceTypesPlace: Place
  /// `spec.costSavings`.
  public let costSavings: Located<Bool>?
  /// `spec.workload.computeNodes.min`.
  public let minimumNodes: Located<Int>?
  /// `spec.workload.computeNodes.max`.
  public let maximumNodes: Located<Int>?
  /// `spec.workload.utilization`, as it was written.
  public let utilization: Located<String>?
  /// Where `spec.workload` stands, if it is given.
  public let workloadPlace: Place?
  /// What is wrong with the document's form.
  public internal(set) var findings: [Finding]
  /// The parts of the file that must not be shown.
  public let secretRanges: [SourceRange]
  /// What hides their texts in messages.
  package private(set) var secretTexts: SecretTexts

  /// Whether no value is of another type than its field wants. What is, such as a number for a label, was left out, and
  /// would be judged as if it were not there.
  public var hasRightTypes: Bool { !findings.contains { $0.code == .wrongType } }

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

  /// The complete request; nil if something that it needs is missing or has no meaning.
  public var complete: ClusterRequest? {
    guard let name, let region, let roleArn, let externalId, let costSavings, let workload else { return nil }
    return ClusterRequest(
      name: name.value,
      labels: Dictionary(labels.map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { first, _ in first }),
      provider: provider?.value ?? "aws", region: region.value, roleArn: roleArn.value,
      externalId: externalId.value, instanceTypes: instanceTypes.map(\.value), costSavings: costSavings.value,
      workload: workload)
  }

  /// The workload with defaults where the document gives none; nil if what it gives has no meaning.
  private var workload: Workload? {
    let standard = Workload.standard
    var assumed: Set<Workload.Assumption> = []
    if minimumNodes == nil, maximumNodes == nil { assumed.insert(.computeNodes) }
    if utilization == nil { assumed.insert(.utilization) }
    let minimum = minimumNodes?.value ?? standard.minimumNodes
    let maximum = maximumNodes?.value ?? standard.maximumNodes
    let used = utilization.map { Quantity($0.value) } ?? standard.utilization
    guard let used, used >= .zero, used <= .one, minimum >= 0, minimum <= maximum,
      maximum <= Workload.nodeLimit
    else { return nil }
    return Workload(minimumNodes: minimum, maximumNodes: maximum, utilization: used, assumed: assumed)
  }
}

extension Finding {
  fileprivate static func variableNotSet(_ variable: String, at place: Place) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error,
      message: "the environment variable `\(variable)`, which should hold the external id, is not set", place: place,
      help: ["set it to the value in the role's trust policy, in this shell and nowhere in a file"])
  }
}
