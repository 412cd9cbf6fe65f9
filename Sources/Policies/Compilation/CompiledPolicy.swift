import CEL
import Findings

/// A policy with its expressions compiled, for each of its parameters.
final class CompiledPolicy: Sendable {
  let policy: Policy
  let dialect: Policy.Dialect
  let constraints: MatchConstraints?
  let environment: Environment
  let conditions: [Program]
  let validations: [CompiledValidation]
  let annotations: [CompiledAnnotation]
  /// The expressions of the variables, checked, by their names in expressions.
  let definitions: [(name: String, checked: CheckedExpression)]
  /// What it is evaluated with; empty where there are no parameters and that lets every request pass.
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
    /// The name of the parameters; nil where the policy takes none.
    let parameters: Located<String>?
    /// The values that are fixed.
    let values: [String: Value]
    /// The namespace of the objects that these parameters are for; nil for all.
    let namespace: String?
    let conditions: [Program]
    let validations: [CompiledValidation]
    let annotations: [CompiledAnnotation]
    /// Why the policy cannot be evaluated, which denies.
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

  /// The stand-in for parameters that do not exist, which denies.
  static func missing(_ reason: String) -> Instance {
    Instance(
      parameters: nil, values: [:], namespace: nil, conditions: [], validations: [], annotations: [], failure: reason)
  }

  /// What it is evaluated with for an object: parameters that lie in a namespace are for the objects of the same.
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

  /// The second part of codes that say that a policy could not be evaluated; no exception excuses these.
  static let reservedNames: Set<String> = ["parameters", "match-conditions", "audit-annotations"]

  /// Units that the expressions of a policy may take together: Kubernetes' limit
  /// (apiserver/pkg/apis/cel/config.go, RuntimeCELCostBudget).
  static let costLimit: UInt64 = 10_000_000

  /// The expressions with values fixed.
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
