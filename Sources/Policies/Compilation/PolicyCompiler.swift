import CEL
import Catalog
import Documents
import Findings
import Rules

/// Compiles policies and binds them to their parameters. Reports a finding for each mistake.
struct PolicyCompiler {
  private let documents: PolicyDocuments
  private let resources: ResourceNames
  private(set) var findings: [Finding] = []
  /// The environment that all policies of a dialect share, declared once.
  private let shared: Result<Environment, DeclarationError>
  private let sharedByKubernetes: Result<Environment, DeclarationError>?

  init(_ documents: PolicyDocuments, _ catalog: Catalog, _ accounts: AccountQuotas, _ resources: ResourceNames) {
    self.documents = documents
    self.resources = resources
    shared = Result { () throws(DeclarationError) in try PolicyVariables.environment(catalog, accounts) }
    let hasKubernetes = (documents.policies + documents.unboundPolicies).contains { $0.dialect == .kubernetes }
    sharedByKubernetes =
      hasKubernetes ? Result { () throws(DeclarationError) in try PolicyVariables.kubernetes() } : nil
  }

  /// Compiles a policy. Without a binding, the policy has no instances.
  mutating func compile(_ policy: Policy, isBound: Bool = true) -> CompiledPolicy? {
    let before = findings.count
    guard var environment = environment(of: policy) else { return nil }
    var definitions: [(name: String, checked: CheckedExpression)] = []
    for variable in policy.variables {
      let name = "\(PolicyVariables.variables).\(variable.name.value)"
      guard let program = compile(variable.expression, of: policy, in: environment, as: nil, what: "the variable")
      else {
        // Suppresses errors in expressions that refer to it.
        environment = (try? environment.declaring { Variable(name, .dyn) }) ?? environment
        continue
      }
      definitions.append((name, program.checked))
      // INVARIANT: the decoder has reported repeated names.
      environment = (try? environment.defining(name, as: program.checked)) ?? environment
    }
    let conditions = policy.matchConditions.map {
      compile($0.expression, of: policy, in: environment, as: .bool, what: "a match condition")
    }
    let validations = policy.validations.map { self.validation($0, of: policy, in: environment) }
    let annotations = policy.auditAnnotations.compactMap { annotation in
      compile(annotation.expression, of: policy, in: environment, as: .string, what: "an audit annotation").map {
        CompiledPolicy.CompiledAnnotation(key: "\(policy.name.value)/\(annotation.name.value)", program: $0)
      }
    }
    guard findings.count == before else { return nil }
    let compiled = CompiledPolicy(
      policy: policy, environment: environment, conditions: conditions.compactMap(\.self),
      validations: validations.compactMap(\.self), annotations: annotations,
      definitions: definitions, instances: [])
    return isBound ? compiled.with(bind(compiled)) : compiled
  }

  /// The names that every expression of a policy may use, without its variables.
  mutating func environment(of policy: Policy) -> Environment? {
    do throws(DeclarationError) {
      let shared = try (policy.dialect == .kubernetes ? sharedByKubernetes ?? shared : shared).get()
      if policy.dialect == .kubernetes {
        guard documents.parameterKinds[policy.name.value] != nil else { return shared }
        return try shared.declaring { Variable(PolicyVariables.params, .dyn) }
      }
      guard let parameters = policy.parameterSchema else { return shared }
      return try shared.declaring {
        parameters.structures
        Variable(PolicyVariables.params, parameters.type)
      }
    } catch {
      findings.append(
        Finding(code: .policyParameters, severity: .error, message: error.description, place: policy.place))
      return nil
    }
  }

  private mutating func validation(
    _ validation: Validation, of policy: Policy, in environment: Environment
  ) -> CompiledPolicy.CompiledValidation? {
    let program = compile(validation.expression, of: policy, in: environment, as: .bool, what: "a validation")
    let message = validation.messageExpression.map {
      compile($0, of: policy, in: environment, as: .string, what: "`messageExpression`")
    }
    guard let program else { return nil }
    return CompiledPolicy.CompiledValidation(
      validation: validation, code: policy.code(of: validation), program: program, message: message ?? nil)
  }

  /// Compiles an expression. Returns nil, with findings, if it has errors or the wrong type.
  private mutating func compile(
    _ expression: EmbeddedExpression, of policy: Policy, in environment: Environment, as type: ValueType?, what: String
  ) -> Program? {
    do throws(CompileError) {
      let program = try environment.compile(expression.text)
      if let type, let finding = Self.typeFinding(program, expression, policy.dialect, type, what) {
        findings.append(finding)
        return nil
      }
      let computed = Self.computedPatterns(program.checked)
      for part in computed {
        findings.append(
          Finding(
            code: .policyExpression, severity: .error,
            message: "a pattern for an external id must be made of texts and parameters alone",
            place: expression.place(of: part.range),
            help: ["a pattern that is computed could find the secret out, character by character"]))
      }
      return computed.isEmpty ? program : nil
    } catch {
      let found = expression.findings(error, in: policy.dialect)
      let isMessage = what == "`messageExpression`"
      findings += found.map { isMessage && $0.help.isEmpty ? $0.adding(help: Self.messageHelp) : $0 }
      return nil
    }
  }

  private static let messageHelp =
    "it is an expression: for a text as it is, write `message` instead, or put it into quotes"

  /// A finding if an expression has the wrong type. In our own dialect, dynamic values are checked when they are
  /// evaluated. An API server requires the type at compile time, and accepts null for an audit annotation
  /// (kubernetes/apiserver, `pkg/admission/plugin/policy/validating/interface.go`, `ReturnTypes`).
  private static func typeFinding(
    _ program: Program, _ expression: EmbeddedExpression, _ dialect: Policy.Dialect, _ type: ValueType, _ what: String
  ) -> Finding? {
    let isKubernetes = dialect == .kubernetes
    let takesNull = isKubernetes && what == "an audit annotation"
    if program.type == type || (program.type == .dyn && !isKubernetes) || (program.type == .null && takesNull) {
      return nil
    }
    let help =
      type == .bool
      ? "write `… == true`: an API server refuses what it does not know to be a bool"
      : "write `string(…)`: an API server refuses what it does not know to be a text"
    return Finding(
      code: .policyExpression, severity: .error, message: "\(what) must be a \(type), this is \(program.type)",
      place: expression.place(of: program.checked.tree.root.range), help: program.type == .dyn ? [help] : [])
  }

  /// The patterns that a secret is matched against and that are not literals.
  private static func computedPatterns(_ checked: CheckedExpression) -> [Expression] {
    func visit(_ expression: Expression) -> [Expression] {
      var found = expression.children.flatMap { visit($0) }
      if case .call(let name, let target?, let arguments, _) = expression.kind, name.text == "matches",
        checked.type(of: target) == SecretValue.type, let pattern = arguments.first
      {
        if !isFixed(pattern) { found.append(pattern) }
      }
      return found
    }
    return checked.calls("matches") ? visit(checked.tree.root) : []
  }

  /// Whether a pattern consists only of literals and parameters.
  private static func isFixed(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .literal: true
    case .identifier(let name, _): name == PolicyVariables.params
    case .select(let operand, _, false): isFixed(operand)
    case .binary(.add, let left, let right): isFixed(left) && isFixed(right)
    default: false
    }
  }

  // MARK: Parameters

  /// Parameters, and the namespace of the objects that they apply to if there is only one.
  private typealias Parameters = (name: Located<String>?, values: [String: Value], namespace: String?)

  private mutating func bind(_ compiled: CompiledPolicy) -> [CompiledPolicy.Instance] {
    let policy = compiled.policy
    // Without `paramKind` there are no parameters, even if a binding names some; without `paramRef` they are null.
    let hasKind = policy.dialect == .tollgate || documents.parameterKinds[policy.name.value] != nil
    guard hasKind, let reference = policy.parameterReference else {
      let isNull = policy.dialect == .kubernetes && hasKind
      return instances(compiled, [(nil, isNull ? [PolicyVariables.params: .null] : [:], nil)])
    }
    let matching = parameters(of: policy, reference)
    if !matching.isEmpty { return instances(compiled, matching) }
    guard reference.whenMissing == .deny else { return [] }
    return [
      CompiledPolicy.missing(
        "the policy `\(policy.name.value)` needs parameters, and there are none that match its `paramRef`")
    ]
  }

  private mutating func instances(
    _ compiled: CompiledPolicy, _ bindings: [Parameters]
  ) -> [CompiledPolicy.Instance] {
    var instances: [CompiledPolicy.Instance] = []
    for (name, values, namespace) in bindings {
      do {
        instances.append(try compiled.instance(name, values, namespace: namespace))
      } catch let error as CompileError {
        // The parameters produce an invalid constant, such as a pattern.
        let expressions = compiled.policy.expressions
        let expression = expressions.first { $0.text == error.source } ?? expressions[0]
        findings += expression.findings(error)
      } catch {
        findings.append(
          Finding(
            code: .policyParameters, severity: .error, message: "\(error)", place: name?.place ?? compiled.policy.place)
        )
      }
    }
    return instances
  }

  private mutating func parameters(of policy: Policy, _ reference: ParameterReference) -> [Parameters] {
    if policy.dialect == .kubernetes { return kubernetesParameters(of: policy, reference) }
    var found: [Parameters] = []
    for parameters in documents.parameters where reference.matches(parameters.name.value, parameters.labels) {
      var decoder = TreeDecoder()
      let value = policy.parameterSchema?.value(parameters.values, title: "`spec`", &decoder)
      findings += decoder.findings
      if let value { found.append((parameters.name, [PolicyVariables.params: value], nil)) }
    }
    return found
  }

  /// Kubernetes parameters are objects of the policy's `paramKind`. Namespaced ones are looked up in the namespace of
  /// the reference, otherwise in that of the object.
  private func kubernetesParameters(of policy: Policy, _ reference: ParameterReference) -> [Parameters] {
    guard let kind = documents.parameterKinds[policy.name.value] else { return [] }
    let scope = resources.resource(apiVersion: kind.apiVersion, kind: kind.kind).scope
    return documents.others.compactMap { node in
      guard kind.isKind(of: node), let name = node["metadata"]?["name"]?.text,
        reference.matches(name, KubernetesObject.labels(of: node))
      else { return nil }
      var namespace: String?
      let own = node["metadata"]?["namespace"]?.text
      if scope == .namespaced || (scope == nil && own != nil) {
        namespace = own ?? AdmissionReview.defaultNamespace
        if let wanted = reference.namespace {
          guard namespace == wanted else { return nil }
          namespace = nil
        }
      }
      return (Located(name, at: node.place), [PolicyVariables.params: Value(node)], namespace)
    }
  }
}

extension ParameterReference {
  func matches(_ name: String, _ labels: [String: String]) -> Bool {
    if let own = self.name { return own.value == name }
    return selector?.matches(labels) ?? false
  }
}

extension Policy {
  /// All expressions of the policy, in evaluation order.
  var expressions: [EmbeddedExpression] {
    variables.map(\.expression) + matchConditions.map(\.expression) + validations.map(\.expression)
      + validations.compactMap(\.messageExpression) + auditAnnotations.map(\.expression)
  }
}
