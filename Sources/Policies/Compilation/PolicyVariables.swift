import CEL
import Catalog
import Costs
import Requests
import Rules

/// The variables of policy expressions.
enum PolicyVariables {
  static let object = "object"
  static let oldObject = "oldObject"
  static let namespaceObject = "namespaceObject"
  static let request = "request"
  static let params = "params"
  static let cost = "cost"
  static let variables = "variables"

  /// The functions whose value depends on the region of the request, whatever is read of it.
  static let readingRegion: Set<String> = ["quota"]

  /// The part that needs neither a catalog nor a cost profile: the environment of exceptions.
  static let ofRequests = Result { () throws(DeclarationError) in
    try Environment {
      Library.all
      RequestValue.structures
      OperationValue.structures
      SecretValue.functions
      Variable(object, RequestValue.self, extent: RequestValue.extent)
      Variable(request, OperationValue.self, extent: OperationValue.extent)
    }
  }

  /// The environment of our own policies without parameters and variables. Everything is typed.
  static func environment(_ catalog: Catalog, _ accounts: AccountQuotas) throws(DeclarationError) -> Environment {
    try ofRequests.get().declaring {
      CostValue.structures
      CatalogFunctions.structures
      MoneyValue.functions
      CatalogFunctions.functions(catalog, accounts)
      Variable(cost, CostValue.self, extent: CostValue.extent)
    }
  }

  /// The environment of Kubernetes policies, as of `KubernetesRelease.supported`, without parameters and variables.
  /// Objects are dynamically typed.
  static func kubernetes() throws(DeclarationError) -> Environment {
    try Environment {
      Library.kubernetes
      Dialect.kubernetes
      SecretValue.functions
      AdmissionTypes.structures
      Variable(object, .dyn)
      Variable(oldObject, .dyn)
      Variable(request, AdmissionTypes.request)
      Variable(namespaceObject, AdmissionTypes.namespace)
    }
  }
}

/// An operation on an object, with its user and time.
public struct Operation: Sendable {
  /// The name of the operation: `CREATE`.
  public var name: String
  /// The user, if known.
  public var user: String
  /// The time in seconds since the beginning of 1970.
  public var time: Int64
  /// The source that the object was read from.
  public var source: String

  /// Creates an operation.
  public init(name: String = "CREATE", user: String = "", time: Int64, source: String) {
    self.name = name
    self.user = user
    self.time = time
    self.source = source
  }
}

/// An operation as seen by expressions.
struct OperationValue: Structure {
  let operation: Operation

  static let structureType = StructureType<OperationValue>("request") {
    Field("operation") { $0.operation.name }
    Field("user") { $0.operation.user }
    Field("time", .timestamp) { value in
      Timestamp(seconds: value.operation.time, nanoseconds: 0).map { .timestamp($0) }
        ?? .error(EvaluationError(.overflow, "the time of the request is out of range"))
    }
    Field("source") { $0.operation.source }
  }

  static let structures: [StructureDeclaration] = [structureType.declaration]

  static let extent = Extent.record([
    "operation": .text(0...16), "user": .text(0...256), "time": .scalar, "source": .text(0...4_096),
  ])
}
