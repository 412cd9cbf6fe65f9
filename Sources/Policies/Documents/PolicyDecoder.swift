import CEL
import Documents
import Findings
import Platform

/// Decodes policies, parameters and exceptions from documents. Reports a finding for each mistake.
struct PolicyDecoder {
  typealias Field = TreeDecoder.Field

  let source: SourceFile
  var decoder = TreeDecoder()

  init(_ source: SourceFile) { self.source = source }

  static let metadataField = Field("metadata", "metadata: {name: …}")

  static let metadataFields = [
    Field("name", "name: monthly-budget"), Field("labels", "labels: {policy: monthly-budget}"),
    Field("annotations", "annotations: {}"), Field("namespace", "namespace: default"),
  ]

  /// Fields that the Kubernetes API server adds to a document. They are accepted and ignored.
  static let serverFields = [
    "uid", "creationTimestamp", "generation", "resourceVersion", "managedFields", "selfLink", "ownerReferences",
    "finalizers", "generateName",
  ].map { Field($0, "") }

  private static let specFields = [
    Field("description", "description: …"), Field("owner", "owner: platform@example.com"),
    Field("remediation", "remediation: …"), Field("exceptions", "exceptions: Allowed"),
    Field("failurePolicy", "failurePolicy: Fail"), Field("validationActions", "validationActions: [Deny]"),
    Field("paramSchema", "paramSchema: {type: object, properties: {…}}"),
    Field("paramRef", "paramRef: {selector: {matchLabels: {…}}, parameterNotFoundAction: Allow}"),
    Field("matchConditions", "matchConditions: […]"), Field("variables", "variables: […]"),
    Field("validations", "validations: [{name: …, expression: …, message: …}]"),
    Field("auditAnnotations", "auditAnnotations: […]"),
  ]

  enum Permission: String, CaseIterable {
    case allowed = "Allowed"
    case forbidden = "Forbidden"
  }

  // MARK: Policies

  /// The policy of a document of kind `Policy`; nil if a required part is missing.
  mutating func policy(_ root: Node) -> Policy? {
    let fields = decoder.document(
      root, .policy, known: [Self.metadataField, Field("spec", "spec: {validations: […]}")])
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
    let name = name("name", in: metadata, separators: "-.")
    let labels = decoder.texts("labels", in: metadata)
    let spec = decoder.fields("spec", in: fields, isRequired: true, known: Self.specFields)
    let exceptions: Permission? = decoder.choice("exceptions", in: spec, code: .policyDocument)
    let failurePolicy: Policy.FailurePolicy? = decoder.choice("failurePolicy", in: spec, code: .policyDocument)
    let actions = self.actions(in: spec)
    let schema = decoder.value("paramSchema", in: spec).flatMap { self.schema($0, name: PolicyVariables.params) }
    let reference = parameterReference(in: spec)
    if let reference, schema == nil, spec?["paramSchema"] == nil {
      report("`paramRef` needs a `paramSchema`, which says what the parameters are", at: reference.place)
    } else if reference == nil, schema != nil, let spec {
      report(
        "`paramSchema` needs a `paramRef`, which says where the parameters come from",
        at: decoder.keyPlace("paramSchema", in: spec))
    }
    let validations = self.validations(in: spec, further: [Field("remediation", "remediation: …")])
    let annotations = named("auditAnnotations", in: spec, nameField: "key", expressionField: "valueExpression")
    let conditions = named("matchConditions", in: spec)
    let variables = named("variables", in: spec)
    guard let name, spec != nil, !validations.isEmpty else { return nil }
    return Policy(
      name: name, labels: labels, place: beginning(root), dialect: .tollgate,
      description: decoder.string("description", in: spec)?.value, owner: decoder.string("owner", in: spec)?.value,
      remediation: decoder.string("remediation", in: spec)?.value, allowsExceptions: exceptions != .forbidden,
      failurePolicy: failurePolicy ?? .fail, actions: actions ?? [.deny], parameterSchema: schema,
      parameterReference: reference, matchConstraints: nil, matchConditions: conditions, variables: variables,
      validations: validations, auditAnnotations: annotations)
  }

  /// Rejects Deny together with Warn, as Kubernetes does: the same violation would be reported twice.
  mutating func actions(in spec: TreeDecoder.Fields?) -> Set<Policy.Action>? {
    guard let spec, let texts = decoder.strings("validationActions", in: spec) else { return nil }
    var actions: Set<Policy.Action> = []
    for text in texts {
      guard let action: Policy.Action = decoder.choice(text, title: "validationActions", code: .policyDocument) else {
        continue
      }
      guard actions.insert(action).inserted else {
        report("`\(action.rawValue)` is given twice", at: text.place)
        continue
      }
      if actions.isSuperset(of: [.deny, .warn]), action != .audit {
        report(
          "`Deny` and `Warn` exclude each other", at: text.place,
          help: "keep one: a request that is denied needs no warning")
      }
    }
    if texts.isEmpty { report("`validationActions` is empty", at: decoder.keyPlace("validationActions", in: spec)) }
    return actions.isEmpty ? nil : actions
  }

  mutating func validations(
    in spec: TreeDecoder.Fields?, further: [Field], isRequired: Bool = true
  ) -> [Validation] {
    let known =
      [
        Field("name", "name: cap"), Field("expression", "expression: object.spec.costSavings"),
        Field("message", "message: …"), Field("messageExpression", "messageExpression: \"'…'\""),
        Field("reason", "reason: Forbidden"),
      ] + further
    guard let node = decoder.value("validations", in: spec, isRequired: isRequired),
      let elements = decoder.elements(node, title: "validations")
    else { return [] }
    if elements.isEmpty, isRequired { report("a policy needs at least one validation", at: node.place) }
    var validations: [Validation] = []
    var names: Set<String> = []
    for (index, element) in elements.enumerated() {
      let fields = decoder.fields(of: element, title: "a validation", known: known)
      // Validations in Kubernetes have no names.
      let name =
        fields?["name"] == nil
        ? Located("validation-\(index + 1)", at: element.place) : name("name", in: fields, separators: "-")
      let expression = expression("expression", in: fields, isRequired: true)
      let validation = (
        message: decoder.string("message", in: fields)?.value,
        messageExpression: self.expression("messageExpression", in: fields),
        reason: decoder.choice("reason", in: fields, code: .policyDocument) as Validation.Reason?,
        remediation: further.isEmpty ? nil : decoder.string("remediation", in: fields)?.value
      )
      if let message = decoder.string("message", in: fields), Self.isBlank(message.value) {
        report("`message` says nothing", at: message.place, help: "remove it: the expression is shown then")
      }
      guard let name, let expression else { continue }
      if CompiledPolicy.reservedNames.contains(name.value) {
        report(
          "a validation cannot be called `\(name.value)`, which is the code of a policy that has no answer",
          at: name.place)
      }
      checkUnique(name, &names, what: "validation")
      validations.append(
        Validation(
          name: name, expression: expression, message: validation.message,
          messageExpression: validation.messageExpression, reason: validation.reason,
          remediation: validation.remediation))
    }
    return validations
  }

  mutating func named(
    _ list: String, in spec: TreeDecoder.Fields?, nameField: String = "name", expressionField: String = "expression"
  ) -> [NamedExpression] {
    guard let node = decoder.value(list, in: spec), let elements = decoder.elements(node, title: list) else {
      return []
    }
    var named: [NamedExpression] = []
    var names: Set<String> = []
    for element in elements {
      let fields = decoder.fields(
        of: element, title: "an element of `\(list)`",
        known: [Field(nameField, "\(nameField): …"), Field(expressionField, "\(expressionField): …")])
      let separators = list == "variables" ? "_" : "-./_"
      let name = name(nameField, in: fields, separators: separators)
      let expression = expression(expressionField, in: fields, isRequired: true)
      guard let name, let expression else { continue }
      checkUnique(name, &names, what: "name")
      named.append(NamedExpression(name: name, expression: expression))
    }
    return named
  }

  private mutating func checkUnique(_ name: Located<String>, _ names: inout Set<String>, what: String) {
    guard !names.insert(name.value).inserted else { return }
    decoder.report(
      Finding(
        code: .policyName, severity: .error, message: "the \(what) `\(name.value)` is given twice", place: name.place))
  }

  mutating func expression(
    _ name: String, in fields: TreeDecoder.Fields?, isRequired: Bool = false
  ) -> EmbeddedExpression? {
    decoder.string(name, in: fields, isRequired: isRequired).map { EmbeddedExpression($0, in: source) }
  }

  // MARK: References to parameters

  mutating func parameterReference(in spec: TreeDecoder.Fields?) -> ParameterReference? {
    let known = [
      Field("name", "name: team-budgets"), Field("selector", "selector: {matchLabels: {…}}"),
      Field("parameterNotFoundAction", "parameterNotFoundAction: Deny"), Field("namespace", "namespace: default"),
    ]
    guard let spec, let fields = decoder.fields("paramRef", in: spec, known: known) else { return nil }
    let name = decoder.string("name", in: fields)
    let selector = decoder.selector("selector", in: fields)
    let place = decoder.keyPlace("paramRef", in: spec)
    if (name == nil) == (selector == nil) {
      report("`paramRef` needs either `name` or `selector`", at: place)
    }
    let action: ParameterReference.WhenMissing? = decoder.choice(
      "parameterNotFoundAction", in: fields, code: .policyDocument)
    return ParameterReference(
      name: name, selector: selector, namespace: decoder.string("namespace", in: fields)?.value,
      whenMissing: action ?? .deny, place: place)
  }

  /// The values of a document of kind `PolicyParameters`.
  mutating func parameters(_ root: Node) -> PolicyParameters? {
    let fields = decoder.document(root, .policyParameters, known: [Self.metadataField, Field("spec", "spec: {…}")])
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
    let name = name("name", in: metadata, separators: "-.")
    let labels = decoder.texts("labels", in: metadata)
    guard let name, let values = decoder.value("spec", in: fields, isRequired: true) else { return nil }
    return PolicyParameters(name: name, labels: labels, values: values)
  }

  // MARK: Exceptions

  /// The exception of a document of kind `PolicyException`.
  mutating func exception(_ root: Node) -> PolicyException? {
    let fields = decoder.document(root, .policyException, known: [Self.metadataField, Field("spec", "spec: {…}")])
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
    let name = name("name", in: metadata, separators: "-.")
    let spec = decoder.fields(
      "spec", in: fields, isRequired: true,
      known: [
        Field("findings", "findings: [monthly-budget/cap]"), Field("requests", "requests: {matchLabels: {…}}"),
        Field("reason", "reason: …"), Field("ticket", "ticket: FIN-42"), Field("approvedBy", "approvedBy: …"),
        Field("expires", "expires: 2027-03-31"),
      ])
    if spec != nil { _ = decoder.value("findings", in: spec, isRequired: true) }
    let findings = decoder.strings("findings", in: spec)
    if let findings, findings.isEmpty, let spec {
      report("an exception must say which findings it excuses", at: decoder.keyPlace("findings", in: spec))
    }
    let requests = decoder.fields(
      "requests", in: spec, isRequired: true,
      known: TreeDecoder.selectorFields + [Field("expression", "expression: object.metadata.name == 'vision-train'")])
    let selector = requests.map { decoder.selector(of: $0) }
    let expression = expression("expression", in: requests)
    if let selector, selector.isEmpty, expression == nil, let spec {
      report(
        "an exception must say for which requests it is", at: decoder.keyPlace("requests", in: spec),
        help: "write `matchLabels`, or an `expression` over `object`")
    }
    let reason = words("reason", in: spec)
    let ticket = words("ticket", in: spec)
    let approvedBy = words("approvedBy", in: spec)
    let expires = decoder.string("expires", in: spec, isRequired: true)
    var day: Located<CalendarDate>?
    if let expires {
      if let date = CalendarDate(expires.value) {
        day = Located(date, at: expires.place)
      } else {
        report("`expires` should be a day such as `2027-03-31`", at: expires.place)
      }
    }
    guard let name, let findings, let reason, let ticket, let approvedBy, let day else { return nil }
    return PolicyException(
      name: name, findings: findings, selector: selector, expression: expression, reason: reason.value,
      ticket: ticket.value, approvedBy: approvedBy.value, expires: day, place: beginning(root))
  }

  /// A text that is not blank.
  private mutating func words(_ name: String, in spec: TreeDecoder.Fields?) -> Located<String>? {
    guard let text = decoder.string(name, in: spec, isRequired: true) else { return nil }
    if Self.isBlank(text.value) { report("`\(name)` says nothing", at: text.place) }
    return text
  }

  private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  // MARK: Names and places

  /// A name made of letters, digits and the given separators.
  mutating func name(_ field: String, in fields: TreeDecoder.Fields?, separators: String) -> Located<String>? {
    guard let name = decoder.string(field, in: fields, isRequired: true) else { return nil }
    let allowed = Set(separators.utf8)
    let isWellFormed =
      !name.value.isEmpty && name.value.utf8.count <= 253
      && name.value.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || allowed.contains(byte)
      }
    guard isWellFormed else {
      decoder.report(
        Finding(
          code: .policyName, severity: .error, message: "`\(printable(name.value, limit: 80))` is not a name",
          place: name.place,
          help: ["use letters, digits and " + separators.map { "`\($0)`" }.joined(separator: ", ")]))
      return nil
    }
    return name
  }

  mutating func report(_ message: String, at place: Place, help: String? = nil) {
    decoder.report(
      Finding(
        code: .policyDocument, severity: .error, message: message, place: place, help: help.map { [$0] } ?? []))
  }

  func beginning(_ root: Node) -> Place {
    Place(source: root.place.source, range: SourceRange(at: root.place.range.start))
  }
}
