import Documents

/// Whether objects are namespaced, as in `scope` of CustomResourceDefinitions and rules.
enum ObjectScope: String, Sendable, CaseIterable {
  case namespaced = "Namespaced"
  case cluster = "Cluster"
}

/// An object's group, version, kind and resource, derived from its `apiVersion` and `kind`.
struct ObjectResource: Sendable {
  let group: String
  let version: String
  let kind: String
  /// The resource names in rules: several if the plural is guessed, most likely first.
  let names: [String]
  /// The scope; nil if unknown.
  let scope: ObjectScope?

  /// The name of the resource, or the most likely one.
  var name: String { names.first ?? "" }
  /// Whether the plural is a guess. A definition of the custom resource would replace it.
  var isGuessed: Bool { names.count > 1 }

  /// The resource of cluster requests.
  static let clusterRequest = ObjectResource(
    group: "tollgate", version: "v1", kind: "ClusterRequest", names: ["clusterrequests"], scope: .cluster)

  /// The group and version of an `apiVersion`.
  static func split(_ apiVersion: String) -> (group: String, version: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : ("", apiVersion)
  }
}

/// The resource names of kinds: of built-in ones, and of those that documents declare.
struct ResourceNames: Sendable {
  /// A custom resource, declared by its definition or by a test.
  struct Declaration: Sendable {
    let group: String
    let kind: String
    let plural: String
    let scope: ObjectScope
  }

  private var declared: [String: Declaration] = [:]

  /// Creates the names of built-in kinds, and of the CustomResourceDefinitions in the documents.
  init(definitions documents: [Node] = []) {
    for node in documents { if let declaration = Self.declaration(node) { declare(declaration) } }
  }

  mutating func declare(_ declaration: Declaration) {
    declared["\(declaration.group)/\(declaration.kind)"] = declaration
  }

  func resource(apiVersion: String, kind: String) -> ObjectResource {
    let (group, version) = ObjectResource.split(apiVersion)
    if let declaration = declared["\(group)/\(kind)"] {
      return ObjectResource(
        group: group, version: version, kind: kind, names: [declaration.plural], scope: declaration.scope)
    }
    let own = ObjectResource.clusterRequest
    if group == own.group, kind == own.kind {
      return ObjectResource(group: group, version: version, kind: kind, names: own.names, scope: own.scope)
    }
    if let scope = BuiltInKinds.scope(group: group, kind: kind) {
      return ObjectResource(
        group: group, version: version, kind: kind, names: [Plural.guessed(by: kind)], scope: scope)
    }
    return ObjectResource(group: group, version: version, kind: kind, names: Plural.possible(of: kind), scope: nil)
  }

  /// The known resource names of a group; nil if others may exist.
  func plurals(ofGroup group: String) -> [String]? {
    guard BuiltInKinds.isGroup(group) else { return nil }
    return BuiltInKinds.plurals(ofGroup: group) + declared.values.filter { $0.group == group }.map(\.plural)
  }

  /// The declaration in a CustomResourceDefinition.
  private static func declaration(_ node: Node) -> Declaration? {
    let header = DocumentHeader(node)
    guard header.kind == "CustomResourceDefinition",
      header.apiVersion?.hasPrefix("apiextensions.k8s.io/") == true,
      let spec = node["spec"], let group = spec["group"]?.text,
      let kind = spec["names"]?["kind"]?.text,
      let plural = spec["names"]?["plural"]?.text,
      let scope = spec["scope"]?.text.flatMap(ObjectScope.init)
    else { return nil }
    return Declaration(group: group, kind: kind, plural: plural, scope: scope)
  }
}
