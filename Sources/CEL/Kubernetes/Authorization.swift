extension Library {
  private static let authorizer = ValueType.opaque("kubernetes.authorization.Authorizer", [])
  private static let pathCheck = ValueType.opaque("kubernetes.authorization.PathCheck", [])
  private static let groupCheck = ValueType.opaque("kubernetes.authorization.GroupCheck", [])
  private static let resourceCheck = ValueType.opaque("kubernetes.authorization.ResourceCheck", [])
  private static let decision = ValueType.opaque("kubernetes.authorization.Decision", [])

  /// Queries to an API server about who may do what (apiserver/pkg/cel/library/authz.go). Their types are checked, and
  /// then they are refused, because there is no server to ask.
  static let authorization = Library(
    name: "authorization", summary: "who may do what; refused, since there is no cluster to ask",
    functions: [
      question("path", [authorizer, .string], pathCheck),
      question("group", [authorizer, .string], groupCheck),
      question("serviceAccount", [authorizer, .string, .string], authorizer),
      question("resource", [groupCheck, .string], resourceCheck),
      question("subresource", [resourceCheck, .string], resourceCheck),
      question("namespace", [resourceCheck, .string], resourceCheck),
      question("name", [resourceCheck, .string], resourceCheck),
      question("fieldSelector", [resourceCheck, .string], resourceCheck),
      question("labelSelector", [resourceCheck, .string], resourceCheck),
      Function(
        "check", [.member([pathCheck, .string], decision), .member([resourceCheck, .string], decision)], .byType,
        .variadic(unanswered)),
      question("errored", [decision], .bool),
      question("error", [decision], .string),
      question("allowed", [decision], .bool),
      question("reason", [decision], .string),
    ],
    types: [authorizer, pathCheck, groupCheck, resourceCheck, decision].map { ($0.runtimeName, $0) },
    refusals: [
      Refusal("authorizer", authorizer, because: noCluster),
      Refusal("authorizer.requestResource", resourceCheck, because: noCluster),
    ])

  private static let noCluster = "there is no cluster to ask who may do what"

  private static func question(_ name: String, _ parameters: [ValueType], _ result: ValueType) -> Function {
    Function(name, [.member(parameters, result)], .byType, .variadic(unanswered))
  }

  private static func unanswered(_ arguments: [Value]) -> Value { .failure(.undeclared, noCluster) }
}
