import CEL
import Catalog
import Documents

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
    program = try environment.compile(expression)
    let bindings = try environment.bind(values)
    evaluation = program.run(bindings)
    trace = isTraced ? program.trace(bindings) : nil
    estimate = program.estimatedCost()
  }
}
