import CEL
import Findings

/// A policy with compiled expressions, specialized for each set of its parameters.
final class CompiledPolicy: Sendable {
  let policy: Policy
  let dialect: Policy.Dialect
  let constraints: MatchConstraints?
  let environment: Environment
  let conditions: [Program]
  let validations: [CompiledValidation]
  let annotations: [CompiledAnnotation]
  /// The checked expressions of the variables, by their names in expressions.
  let definitions: [(name: String, checked: CheckedExpression)]
  /// The instances to evaluate; empty if the parameters do not exist and the policy then allows every request.
  let instances: [Instance]

  final class CompiledValidation: Sendable {
    let validation: Validation
    let code: RuleCode
    let program: Program
    let message: Program?

    init(validation: Validation, code: RuleCode, program: Program, message: Program?) {
      self.validation = validation
      self.code = code
      self.program = program
      self.message = message
    }
  }

  final class CompiledAnnotation: Sendable {
    /// `policy/key`
    let key: String
    let program: Program

    init(key: String, program: Program) {
      self.key = key
      self.program = program
    }
  }

  /// The policy's expressions with the values of one set of parameters.
  final class Instance: Sendable {
    /// The name of the parameters; nil if the policy has none.
    let parameters: Located<String>?
    /// The fixed values.
    let values: [String: Value]
    /// The namespace of the objects that the parameters apply to; nil for all.
    let namespace: String?
    let conditions: [Program]
    let validations: [CompiledValidation]
    let annotations: [CompiledAnnotation]
    /// Why the policy cannot be evaluated, which denies the request.
    let failure: String?

    init(
      parameters: Located<String>?, values: [String: Value], namespace: String?, conditions: [Program],
      validations: [CompiledValidation], annotations: [CompiledAnnotation], failure: String?
    ) {
      self.parameters = parameters
      self.values = values
      self.namespace = namespace
      self.conditions = conditions
      self.validations = validations
      self.annotations = annotations
      self.failure = failure
    }
  }

  /// An instance for missing parameters, which denies the request.
  static func missing(_ reason: String) -> Instance {
    Instance(
      parameters: nil, values: [:], namespace: nil, conditions: [], validations: [], annotations: [], failure: reason)
  }

  /// The instances to evaluate for an object. Namespaced parameters apply to objects in the same namespace.
  func instances(for subject: PolicySubject) -> [Instance] {
    guard instances.contains(where: { $0.namespace != nil }) else { return instances }
    let namespace = subject.review.namespace
    let own = instances.filter { $0.namespace == nil || $0.namespace == namespace }
    if !own.isEmpty { return own }
    guard let namespace else {
      // As in Kubernetes, whatever `parameterNotFoundAction` says.
      return [
        Self.missing("the parameters of the policy `\(policy.name.value)` lie in namespaces, and the object in none")
      ]
    }
    guard policy.parameterReference?.whenMissing == .deny else { return [] }
    let place = "in the namespace `\(printable(namespace, limit: 80))`"
    return [Self.missing("the policy `\(policy.name.value)` needs parameters, and there are none \(place)")]
  }

  init(
    policy: Policy, environment: Environment, conditions: [Program], validations: [CompiledValidation],
    annotations: [CompiledAnnotation], definitions: [(name: String, checked: CheckedExpression)], instances: [Instance]
  ) {
    self.policy = policy
    dialect = policy.dialect
    constraints = policy.matchConstraints
    self.environment = environment
    self.conditions = conditions
    self.validations = validations
    self.annotations = annotations
    self.definitions = definitions
    self.instances = instances
  }

  /// Names for the second part of codes that report a policy that could not be evaluated. Exceptions cannot excuse
  /// these.
  static let reservedNames: Set<String> = ["parameters", "match-conditions", "audit-annotations"]

  /// The cost limit in units for all expressions of a policy together: the limit of Kubernetes
  /// (apiserver/pkg/apis/cel/config.go, RuntimeCELCostBudget).
  static let costLimit: UInt64 = 10_000_000

  /// The expressions with fixed values.
  func instance(
    _ parameters: Located<String>?, _ values: [String: Value], namespace: String? = nil
  ) throws -> Instance {
    Instance(
      parameters: parameters, values: values, namespace: namespace,
      conditions: try conditions.map { try $0.fixing(values) },
      validations: try validations.map { compiled in
        CompiledValidation(
          validation: compiled.validation, code: compiled.code, program: try compiled.program.fixing(values),
          message: try compiled.message?.fixing(values))
      }, annotations: try annotations.map { CompiledAnnotation(key: $0.key, program: try $0.program.fixing(values)) },
      failure: nil)
  }

  func with(_ instances: [Instance]) -> CompiledPolicy {
    CompiledPolicy(
      policy: policy, environment: environment, conditions: conditions, validations: validations,
      annotations: annotations, definitions: definitions, instances: instances)
  }
}
