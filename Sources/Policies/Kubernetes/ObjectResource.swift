import Documents

/// Whether objects lie in namespaces, as `scope` of a CustomResourceDefinition and of rules names it.
enum ObjectScope: String, Sendable, CaseIterable {
  case namespaced = "Namespaced"
  case cluster = "Cluster"
}

/// An object's group, version, kind and resource, from its `apiVersion` and `kind`.
struct ObjectResource: Sendable {
  let group: String
  let version: String
  let kind: String
  /// What the resource is called in rules: several where the plural is guessed, the likeliest first.
  let names: [String]
  /// Nil where nothing says it.
  let scope: ObjectScope?

  /// The name of the resource, or the likeliest one.
  var name: String { names.first ?? "" }
  /// Whether the plural is a guess, which a definition of the custom resource would replace.
  var isGuessed: Bool { names.count > 1 }

  /// The resource of cluster requests.
  static let clusterRequest = ObjectResource(
    group: "tollgate", version: "v1", kind: "ClusterRequest", names: ["clusterrequests"], scope: .cluster)

  /// The group and the version of an `apiVersion`.
  static func split(_ apiVersion: String) -> (group: String, version: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : ("", apiVersion)
  }
}

/// What the resources of kinds are called: those that are built in, and those that documents declare.
struct ResourceNames: Sendable {
  /// A custom resource, as its definition or a test declares it.
  struct Declaration: Sendable {
    let group: String
    let kind: String
    let plural: String
    let scope: ObjectScope
  }

  private var declared: [String: Declaration] = [:]

  /// The names of built-in kinds, and those of the CustomResourceDefinitions among some documents.
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

  /// The resources of a group that are known by name; nil where others may exist.
  func plurals(ofGroup group: String) -> [String]? {
    guard BuiltInKinds.isGroup(group) else { return nil }
    return BuiltInKinds.plurals(ofGroup: group) + declared.values.filter { $0.group == group }.map(\.plural)
  }

  /// What a CustomResourceDefinition declares.
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
