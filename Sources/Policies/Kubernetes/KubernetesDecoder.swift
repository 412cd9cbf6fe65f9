import Documents
import Findings

/// Decodes Kubernetes' own policies and their bindings from `admissionregistration.k8s.io`.
extension PolicyDecoder {
  private static let kubernetesHeader = [
    Field("apiVersion", "apiVersion: admissionregistration.k8s.io/v1"),
    Field("kind", "kind: ValidatingAdmissionPolicy"), Field("metadata", "metadata: {name: …}"),
    Field("spec", "spec: {…}"), Field("status", ""),
  ]

  /// The contents of a `ValidatingAdmissionPolicyBinding`.
  struct Binding {
    let policyName: Located<String>
    let actions: Set<Policy.Action>
    let parameterReference: ParameterReference?
    let constraints: MatchConstraints?
  }

  /// The kind of parameters of a Kubernetes policy.
  struct ParameterKind: Sendable {
    let apiVersion: String
    let kind: String

    /// Whether a document is of this kind.
    func isKind(of node: Node) -> Bool {
      let header = DocumentHeader(node)
      return header.apiVersion == apiVersion && header.kind == kind
    }
  }

  /// A `ValidatingAdmissionPolicy`, which is active only with a binding.
  mutating func kubernetesPolicy(_ root: Node) -> (policy: Policy, parameterKind: ParameterKind?)? {
    let fields = decoder.fields(of: root, title: "the document", known: Self.kubernetesHeader)
    let metadata = decoder.fields(
      "metadata", in: fields, isRequired: true, known: Self.metadataFields + Self.serverFields)
    let name = name("name", in: metadata, separators: "-.")
    let spec = decoder.fields(
      "spec", in: fields, isRequired: true,
      known: [
        Field("failurePolicy", "failurePolicy: Fail"),
        Field("paramKind", "paramKind: {apiVersion: v1, kind: ConfigMap}"),
        Field("matchConstraints", "matchConstraints: {resourceRules: […]}"),
        Field("matchConditions", "matchConditions: […]"), Field("variables", "variables: […]"),
        Field("validations", "validations: […]"), Field("auditAnnotations", "auditAnnotations: […]"),
      ])
    let failurePolicy: Policy.FailurePolicy? = decoder.choice("failurePolicy", in: spec, code: .policyDocument)
    let parameterFields = decoder.fields(
      "paramKind", in: spec, known: [Field("apiVersion", "apiVersion: v1"), Field("kind", "kind: ConfigMap")])
    let version = decoder.string("apiVersion", in: parameterFields, isRequired: true)
    let kind = decoder.string("kind", in: parameterFields, isRequired: true)
    let constraints = constraints("matchConstraints", in: spec, needsRules: true)
    let conditions = named("matchConditions", in: spec)
    let variables = named("variables", in: spec)
    let annotations = named("auditAnnotations", in: spec, nameField: "key", expressionField: "valueExpression")
    // At least one of the two is required (kubernetes/api, `admissionregistration/v1/types.go`).
    let validations = self.validations(in: spec, further: [], isRequired: annotations.isEmpty)
    guard let name, spec != nil, !validations.isEmpty || !annotations.isEmpty else { return nil }
    let policy = Policy(
      name: name, labels: decoder.texts("labels", in: metadata), place: beginning(root), dialect: .kubernetes,
      description: nil, owner: nil, remediation: nil, allowsExceptions: true, failurePolicy: failurePolicy ?? .fail,
      actions: [.deny], parameterSchema: nil, parameterReference: nil, matchConstraints: constraints,
      matchConditions: conditions, variables: variables, validations: validations, auditAnnotations: annotations)
    let parameterKind = version.flatMap { version in
      kind.map { ParameterKind(apiVersion: version.value, kind: $0.value) }
    }
    return (policy, parameterKind)
  }

  /// A `ValidatingAdmissionPolicyBinding`.
  mutating func kubernetesBinding(_ root: Node) -> Binding? {
    let fields = decoder.fields(of: root, title: "the document", known: Self.kubernetesHeader)
    _ = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields + Self.serverFields)
    let spec = decoder.fields(
      "spec", in: fields, isRequired: true,
      known: [
        Field("policyName", "policyName: …"), Field("validationActions", "validationActions: [Deny]"),
        Field("paramRef", "paramRef: {name: …}"), Field("matchResources", "matchResources: {…}"),
      ])
    let policyName = decoder.string("policyName", in: spec, isRequired: true)
    if spec != nil { _ = decoder.value("validationActions", in: spec, isRequired: true) }
    let actions = actions(in: spec)
    let reference = parameterReference(in: spec)
    let constraints = constraints("matchResources", in: spec, needsRules: false)
    guard let policyName, let actions else { return nil }
    return Binding(
      policyName: policyName, actions: actions, parameterReference: reference, constraints: constraints)
  }

  /// A binding without rules adds no constraints; a policy requires rules.
  private mutating func constraints(
    _ name: String, in spec: TreeDecoder.Fields?, needsRules: Bool
  ) -> MatchConstraints? {
    let known = [
      Field("resourceRules", "resourceRules: […]"), Field("excludeResourceRules", "excludeResourceRules: […]"),
      Field("matchPolicy", "matchPolicy: Equivalent"), Field("objectSelector", "objectSelector: {…}"),
      Field("namespaceSelector", "namespaceSelector: {}"),
    ]
    guard let spec, let fields = decoder.fields(name, in: spec, known: known) else { return nil }
    let _: MatchPolicy? = decoder.choice("matchPolicy", in: fields, code: .policyDocument)
    let everything = MatchConstraints.ResourceRule(
      groups: ["*"], versions: ["*"], operations: ["*"], resources: ["*/*"])
    let before = decoder.findings.count
    var rules = fields["resourceRules"] == nil ? [everything] : rules("resourceRules", in: fields)
    if rules.isEmpty, decoder.findings.count == before {
      if needsRules {
        report(
          "`resourceRules` is empty, so that the policy is about nothing",
          at: decoder.keyPlace("resourceRules", in: fields))
      } else {
        rules = [everything]
      }
    }
    return MatchConstraints(
      rules: rules, exclusions: self.rules("excludeResourceRules", in: fields),
      objectSelector: decoder.selector("objectSelector", in: fields),
      namespaceSelector: decoder.selector("namespaceSelector", in: fields))
  }

  /// Whether other versions of a resource also match. Here an object has the version that it is written in.
  private enum MatchPolicy: String, CaseIterable {
    case exact = "Exact"
    case equivalent = "Equivalent"
  }

  private mutating func rules(_ name: String, in fields: TreeDecoder.Fields) -> [MatchConstraints.ResourceRule] {
    guard let node = decoder.value(name, in: fields), let elements = decoder.elements(node, title: name) else {
      return []
    }
    return elements.map { element in
      let rule = decoder.fields(
        of: element, title: "an element of `\(name)`",
        known: [
          Field("apiGroups", "apiGroups: [apps]"), Field("apiVersions", "apiVersions: [v1]"),
          Field("operations", "operations: [CREATE]"), Field("resources", "resources: [deployments]"),
          Field("resourceNames", "resourceNames: […]"), Field("scope", "scope: '*'"),
        ])
      func texts(_ name: String) -> [Located<String>] {
        if rule != nil { _ = decoder.value(name, in: rule, isRequired: true) }
        guard let rule, let texts = decoder.strings(name, in: rule) else { return [] }
        if texts.isEmpty {
          report("`\(name)` is empty, so that the rule matches nothing", at: decoder.keyPlace(name, in: rule))
        }
        return texts
      }
      let groups = texts("apiGroups").map(\.value)
      let versions = texts("apiVersions").map(\.value)
      let operations = operations(in: rule, groups: groups)
      let resources = texts("resources")
      let names = rule.flatMap { decoder.strings("resourceNames", in: $0) }?.map(\.value) ?? []
      let scope: MatchConstraints.Scope? = decoder.choice("scope", in: rule, code: .policyDocument)
      return MatchConstraints.ResourceRule(
        groups: groups, versions: versions, operations: operations, resources: resources.map(\.value),
        names: names, scope: scope ?? .any, places: resources.map(\.place))
    }
  }

  /// The operations of a rule. Warns if the rule names cluster requests but not `CREATE`, their only operation.
  private mutating func operations(in rule: TreeDecoder.Fields?, groups: [String]) -> [String] {
    if rule != nil { _ = decoder.value("operations", in: rule, isRequired: true) }
    guard let rule, let texts = decoder.strings("operations", in: rule) else { return [] }
    let known = texts.compactMap { text -> MatchConstraints.Operation? in
      decoder.choice(text, title: "operations", code: .policyDocument)
    }
    let isOfRequests = groups.contains { $0 == "*" || $0 == ObjectResource.clusterRequest.group }
    if isOfRequests, !known.contains(where: \.isOfRequests), known.count == texts.count {
      decoder.report(
        Finding(
          code: .policyDocument, severity: .warning,
          message: "the rule matches no cluster request: all of them are `CREATE`",
          place: decoder.keyPlace("operations", in: rule)))
    }
    return known.map(\.rawValue)
  }
}
