import Findings
public import CEL
public import Catalog
public import Documents

/// An expression evaluated on a document, for people who learn the language or look for a mistake.
public struct ExpressionTrial: Sendable {
  /// The compiled expression.
  public let program: Program
  /// The value or the error, and the cost.
  public let evaluation: Program.Evaluation
  /// The value of each part; nil unless requested.
  public let trace: Trace?
  /// The estimated cost of an evaluation.
  public let estimate: CostEstimate
  /// The parameters of the policy that provides the context; nil if there are none.
  public let parameters: String?

  /// The name of the whole document in expressions, unless the document has a field with that name.
  public static let documentName = "object"

  /// Compiles an expression with every library and evaluates it. The fields of the document are dynamically typed
  /// variables; external IDs in it are hidden. `money` and `arn` are available, and with a catalog also `instanceType`,
  /// `quota` and `region`.
  /// - Throws: `CompileError` with every issue.
  public init(_ expression: String, input: Node?, catalog: Catalog? = nil, isTraced: Bool = false) throws {
    // `instanceType` reads this to determine the region.
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

  /// Compiles an expression as a validation of a policy and evaluates it on an object. It can use the policy's
  /// variables and parameters; if there are several sets of parameters, the first. Without an object, reading it fails.
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
