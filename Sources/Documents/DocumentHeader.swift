import Findings

/// The kinds of Tollgate's own documents.
package enum DocumentKind: String, Sendable, CaseIterable {
  case baseline = "Baseline"
  case budget = "Budget"
  case clusterRequest = "ClusterRequest"
  case configuration = "Configuration"
  case costProfile = "CostProfile"
  case loadProfile = "LoadProfile"
  case policy = "Policy"
  case policyException = "PolicyException"
  case policyParameters = "PolicyParameters"
  case policyTest = "PolicyTest"
  case scenario = "Scenario"

  /// The name of its JSON Schema, as `tollgate schema` takes it.
  package var schemaName: String {
    switch self {
    case .baseline: "baseline"
    case .budget: "budget"
    case .clusterRequest: "request"
    case .configuration: "configuration"
    case .costProfile: "cost-profile"
    case .loadProfile: "load-profile"
    case .policy: "policy"
    case .policyException: "exception"
    case .policyParameters: "parameters"
    case .policyTest: "policy-test"
    case .scenario: "scenario"
    }
  }

  /// The kind as a phrase in a sentence.
  package var phrase: String {
    switch self {
    case .baseline: "a baseline"
    case .budget: "a budget"
    case .clusterRequest: "a cluster request"
    case .configuration: "a configuration"
    case .costProfile: "a cost profile"
    case .loadProfile: "a load profile"
    case .policy: "a policy"
    case .policyException: "an exception"
    case .policyParameters: "parameters of a policy"
    case .policyTest: "a test of policies"
    case .scenario: "a scenario"
    }
  }
}

/// What identifies the kind of a document: its `apiVersion` and its `kind`.
package struct DocumentHeader: Sendable, Equatable {
  /// The `apiVersion` of all of Tollgate's own documents.
  package static let apiVersion = "tollgate/v1"

  /// The document's `apiVersion`; nil if it is missing or not a text.
  package let apiVersion: String?
  /// The document's `kind`; nil if it is missing or not a text.
  package let kind: String?

  /// The header of a document's tree.
  package init(_ root: Node) {
    apiVersion = root["apiVersion"]?.text
    kind = root["kind"]?.text
  }

  /// The kind of the document if it is one of Tollgate's own.
  package var ownKind: DocumentKind? { apiVersion == Self.apiVersion ? kind.flatMap(DocumentKind.init) : nil }

  /// The fields that every document of a kind begins with.
  package static func fields(_ kind: DocumentKind) -> [TreeDecoder.Field] {
    [
      TreeDecoder.Field("apiVersion", "apiVersion: \(apiVersion)"),
      TreeDecoder.Field("kind", "kind: \(kind.rawValue)"),
    ]
  }
}

extension TreeDecoder {
  /// A document's fields, its header among them; a finding for a header of another kind or version.
  package mutating func document(
    _ root: Node, _ kind: DocumentKind, title: String = "the document", known: [Field]
  ) -> Fields? {
    let header = DocumentHeader(root)
    if let other = header.ownKind, other != kind, let place = root["kind"]?.place {
      // One cause has one finding: the fields are those of the other kind.
      report(
        Finding(
          code: .wrongKind, severity: .error, message: "this is \(other.phrase), not \(kind.phrase)", place: place,
          help: ["name \(kind.phrase) instead, or write `kind: \(kind.rawValue)` if this is one"]))
      return nil
    }
    let fields = fields(of: root, title: title, known: DocumentHeader.fields(kind) + known)
    for (field, expected, code) in [
      ("apiVersion", DocumentHeader.apiVersion, RuleCode.wrongVersion), ("kind", kind.rawValue, .wrongKind),
    ] {
      guard let text = string(field, in: fields, isRequired: true) else { continue }
      #if DEBUG
        DecoderQuestions.note([.words([expected])], at: text.place.pointer)
      #endif
      guard text.value != expected else { continue }
      report(
        Finding(
          code: code, severity: .error,
          message: "`\(field)` is `\(printable(text.value, limit: 80))`, not `\(expected)`", place: text.place,
          help: ["write `\(field): \(expected)` if this is \(kind.phrase)"]))
    }
    return fields
  }
}
