import CEL
import Catalog
import Costs
import Requests

/// What expressions of policies can refer to.
enum PolicyVariables {
  static let object = "object"
  static let oldObject = "oldObject"
  static let namespaceObject = "namespaceObject"
  static let request = "request"
  static let params = "params"
  static let cost = "cost"
  static let variables = "variables"

  /// What needs neither a catalog nor a cost profile: the environment of exceptions.
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

  /// The environment of our own policies, without parameters and variables: everything is typed.
  static func environment(_ catalog: Catalog) throws(DeclarationError) -> Environment {
    try ofRequests.get().declaring {
      CostValue.structures
      CatalogFunctions.structures
      MoneyValue.functions
      CatalogFunctions.functions(catalog)
      Variable(cost, CostValue.self, extent: CostValue.extent)
    }
  }

  /// The environment of Kubernetes' policies, that of `KubernetesRelease.supported`, without parameters and variables:
  /// objects are of any type.
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

/// What is being done with an object, by whom and when.
public struct Operation: Sendable {
  /// What is done: `CREATE`.
  public var name: String
  /// Who does it, as far as that is known.
  public var user: String
  /// When, in seconds since 1970 began.
  public var time: Int64
  /// Where the object was read from.
  public var source: String

  /// An operation.
  public init(name: String = "CREATE", user: String = "", time: Int64, source: String) {
    self.name = name
    self.user = user
    self.time = time
    self.source = source
  }
}

/// An operation as expressions see it.
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
