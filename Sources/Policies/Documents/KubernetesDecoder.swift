import Documents

/// Kubernetes' own policies and their bindings, of `admissionregistration.k8s.io`.
extension PolicyDecoder {
  private static let kubernetesHeader = [
    Field("apiVersion", "apiVersion: admissionregistration.k8s.io/v1"),
    Field("kind", "kind: ValidatingAdmissionPolicy"), Field("metadata", "metadata: {name: …}"),
    Field("spec", "spec: {…}"),
  ]

  /// What a `ValidatingAdmissionPolicyBinding` says.
  struct Binding {
    let policyName: Located<String>
    let actions: Set<Policy.Action>
    let parameterReference: ParameterReference?
    let constraints: MatchConstraints?
  }

  /// The kind of parameters that a policy of Kubernetes takes.
  struct ParameterKind: Sendable {
    let apiVersion: String
    let kind: String
  }

  /// A `ValidatingAdmissionPolicy`, which a binding puts into force.
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
    let constraints = constraints("matchConstraints", in: spec)
    let conditions = named("matchConditions", in: spec)
    let variables = named("variables", in: spec)
    let validations = self.validations(in: spec)
    let annotations = named("auditAnnotations", in: spec, nameField: "key", expressionField: "valueExpression")
    guard let name, spec != nil, !validations.isEmpty else { return nil }
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
    let constraints = constraints("matchResources", in: spec)
    guard let policyName, let actions else { return nil }
    return Binding(
      policyName: policyName, actions: actions, parameterReference: reference, constraints: constraints)
  }

  private mutating func constraints(_ name: String, in spec: TreeDecoder.Fields?) -> MatchConstraints? {
    let known = [
      Field("resourceRules", "resourceRules: […]"), Field("excludeResourceRules", "excludeResourceRules: […]"),
      Field("matchPolicy", "matchPolicy: Equivalent"), Field("objectSelector", "objectSelector: {…}"),
      Field("namespaceSelector", "namespaceSelector: {}"),
    ]
    guard let spec, let fields = decoder.fields(name, in: spec, known: known) else { return nil }
    if let node = fields["namespaceSelector"], case .mapping(let members) = node.value, !members.isEmpty {
      refuse(
        "`namespaceSelector`", why: "there are no namespaces", at: decoder.keyPlace("namespaceSelector", in: fields))
    }
    _ = decoder.string("matchPolicy", in: fields)
    let everything = MatchConstraints.ResourceRule(
      groups: ["*"], versions: ["*"], operations: ["*"], resources: ["*"])
    let rules = fields["resourceRules"] == nil ? [everything] : rules("resourceRules", in: fields)
    if rules.isEmpty {
      report(
        "`resourceRules` is empty, so that the policy is about nothing",
        at: decoder.keyPlace("resourceRules", in: fields))
    }
    return MatchConstraints(
      rules: rules, exclusions: self.rules("excludeResourceRules", in: fields),
      objectSelector: decoder.selector("objectSelector", in: fields))
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
      if let rule, rule["resourceNames"] != nil {
        refuse(
          "`resourceNames`", why: "requests are matched by conditions",
          at: decoder.keyPlace("resourceNames", in: rule))
      }
      func texts(_ name: String) -> [String] {
        if rule != nil { _ = decoder.value(name, in: rule, isRequired: true) }
        guard let rule, let texts = decoder.strings(name, in: rule) else { return [] }
        if texts.isEmpty {
          report("`\(name)` is empty, so that the rule matches nothing", at: decoder.keyPlace(name, in: rule))
        }
        return texts.map(\.value)
      }
      return MatchConstraints.ResourceRule(
        groups: texts("apiGroups"), versions: texts("apiVersions"), operations: operations(in: rule),
        resources: texts("resources"))
    }
  }

  /// The operations of a rule, of which requests are `CREATE` alone.
  private mutating func operations(in rule: TreeDecoder.Fields?) -> [String] {
    if rule != nil { _ = decoder.value("operations", in: rule, isRequired: true) }
    guard let rule, let texts = decoder.strings("operations", in: rule) else { return [] }
    let known = texts.compactMap { text -> MatchConstraints.Operation? in
      decoder.choice(text, title: "operations", code: .policyDocument)
    }
    if !known.contains(where: \.isOfRequests), known.count == texts.count {
      decoder.report(
        Finding(
          code: .policyDocument, severity: .warning, message: "the rule matches no request: all of them are `CREATE`",
          place: decoder.keyPlace("operations", in: rule)))
    }
    return known.map(\.rawValue)
  }

  /// Reports a part that would mean something in a cluster and means nothing here.
  mutating func refuse(_ what: String, why: String, at place: Place) {
    decoder.report(
      Finding(
        code: .policyUnsupported, severity: .error, message: "\(what) has no meaning here: \(why)", place: place,
        help: ["remove it, or keep this policy in its cluster"]))
  }
}
