import Findings
public import CEL
public import Catalog
public import Documents

/// One expression tried on one document, for people who learn the language or look for a mistake.
public struct ExpressionTrial: Sendable {
  /// The compiled expression.
  public let program: Program
  /// The value, or why there is none, and what it cost.
  public let evaluation: Program.Evaluation
  /// The value of each part; nil unless it was asked for.
  public let trace: Trace?
  /// What an evaluation costs as far as it can be told before.
  public let estimate: CostEstimate
  /// The parameters of the policy in whose place the expression was tried; nil where there are none.
  public let parameters: String?

  /// The name by which an expression knows the whole document, unless the document has a field of that name.
  public static let documentName = "object"

  /// Compiles an expression with every library and evaluates it. The fields of the document are variables of any type;
  /// an external id in it is hidden. `money` and `arn` are known, and with a catalog `instanceType` and `region`.
  /// - Throws: `CompileError` with every issue.
  public init(_ expression: String, input: Node?, catalog: Catalog? = nil, isTraced: Bool = false) throws {
    // What `instanceType` reads to know the region.
    var values: [String: Value] = catalog == nil ? [:] : [Self.documentName: .null]
    if let input {
      let document = Value(input)
      values[Self.documentName] = document
      if case .map(let map) = document {
        for (key, value) in zip(map.keys, map.values) {
          if case .string(let name) = key { values[name] = value }
        }
      }
    }
    let environment = try Environment {
      Library.all
      MoneyValue.functions
      SecretValue.functions
      CatalogFunctions.structures
      CatalogFunctions.functions(catalog)
      values.keys.sorted().map { Variable($0, .dyn) }
    }
    let program = try environment.compile(expression)
    self.init(program, try environment.bind(values), isTraced: isTraced, parameters: nil)
  }

  /// Compiles an expression as a validation of a policy and evaluates it on an object. It knows the variables and the
  /// parameters of the policy, the first of several. Without an object, what is read of it has no value.
  /// - Throws: `CompileError` with every issue.
  public init(
    _ expression: String, in policies: PolicySet, on subject: PolicySubject?, isTraced: Bool = false
  ) throws {
    guard let policy = policies.compiled.first else {
      try self.init(expression, input: nil, isTraced: isTraced)
      return
    }
    let instance = policy.instances.first { $0.failure == nil }
    let program = try policy.environment.compile(expression).fixing(instance?.values ?? [:])
    let bindings = try policy.environment.bind(subject?.values(for: policy.dialect) ?? [:])
    self.init(program, bindings, isTraced: isTraced, parameters: instance?.parameters?.value)
  }

  private init(_ program: Program, _ bindings: Bindings, isTraced: Bool, parameters: String?) {
    self.program = program
    self.parameters = parameters
    evaluation = program.run(bindings)
    trace = isTraced ? program.trace(bindings) : nil
    estimate = program.estimatedCost()
  }
}
