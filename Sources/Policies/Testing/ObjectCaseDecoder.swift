import Findings
import Documents

/// Decodes the objects of test cases for Kubernetes policies, and the API requests for them.
extension PolicyDecoder {
  private static let admissionFields = [
    Field("operation", "operation: UPDATE"), Field("subResource", "subResource: status"),
    Field("resource", "resource: {group: '', version: v1, resource: pods}"),
    Field("userInfo", "userInfo: {username: ann, groups: [developers]}"), Field("dryRun", "dryRun: true"),
    Field("options", "options: {…}"),
  ]

  private static let userFields = [
    Field("username", "username: ann"), Field("uid", "uid: '1'"), Field("groups", "groups: [developers]"),
    Field("extra", "extra: {team: [vision]}"),
  ]

  /// Decodes the object of a case and its request. With an object, `oldObject` is its state before an update; without
  /// one, `oldObject` is deleted.
  mutating func objectCase(_ fields: TreeDecoder.Fields) -> PolicyTest.ObjectCase? {
    var (object, before) = (fields["object"], fields["oldObject"])
    if let patch = fields["patch"] {
      if let whole = object { object = whole.merging(patch) } else { before = before?.merging(patch) }
    }
    for node in [object, before].compactMap(\.self) {
      guard case .mapping = node.value else {
        decoder.report(.wrongType("object", expected: "a mapping", node))
        return nil
      }
    }
    let admission = decoder.fields("admission", in: fields, known: Self.admissionFields)
    let operation: MatchConstraints.Operation? = decoder.choice("operation", in: admission, code: .policyDocument)
    let usual: MatchConstraints.Operation = before == nil ? .create : object == nil ? .delete : .update
    if let admission, let operation {
      let place = decoder.keyPlace("operation", in: admission)
      switch operation {
      case .any: report("an object comes with one operation", at: place, help: "write `CREATE`, `UPDATE` or `DELETE`")
      case .create, .connect:
        if before != nil { report("with `\(operation.rawValue)` there is no `oldObject`", at: place) }
      case .update:
        if object == nil || before == nil { report("`UPDATE` needs `object` and `oldObject`", at: place) }
      case .delete: if object != nil { report("with `DELETE` there is `oldObject` and no `object`", at: place) }
      }
    }
    return PolicyTest.ObjectCase(
      object: object?.asDocument.root, before: before?.asDocument.root, operation: operation ?? usual,
      subresource: decoder.string("subResource", in: admission)?.value ?? "", resource: resource(in: admission),
      user: user(in: admission), isDryRun: decoder.boolean("dryRun", in: admission)?.value ?? false,
      options: decoder.value("options", in: admission))
  }

  private mutating func resource(in admission: TreeDecoder.Fields?) -> (apiVersion: String, name: String)? {
    let known = [Field("group", "group: ''"), Field("version", "version: v1"), Field("resource", "resource: pods")]
    let fields = decoder.fields("resource", in: admission, known: known)
    let group = decoder.string("group", in: fields, isRequired: true)
    let version = decoder.string("version", in: fields, isRequired: true)
    let name = decoder.string("resource", in: fields, isRequired: true)
    guard let group, let version, let name else { return nil }
    return (group.value.isEmpty ? version.value : "\(group.value)/\(version.value)", name.value)
  }

  private mutating func user(in admission: TreeDecoder.Fields?) -> AdmissionReview.User? {
    guard let fields = decoder.fields("userInfo", in: admission, known: Self.userFields) else { return nil }
    var user = AdmissionReview.User(name: decoder.string("username", in: fields)?.value ?? "")
    user.uid = decoder.string("uid", in: fields)?.value
    if let groups = decoder.strings("groups", in: fields) { user.groups = groups.map(\.value) }
    if let extra = decoder.value("extra", in: fields) {
      guard case .mapping(let members) = extra.value else {
        decoder.report(.wrongType("extra", expected: "a mapping", extra))
        return user
      }
      for member in members {
        let title = "extra.\(member.key.value)"
        let values = decoder.elements(member.value, title: title)?.compactMap { decoder.string($0, title: title) }
        if let values { user.extra.append((member.key.value, values.map(\.value))) }
      }
    }
    return user
  }

  /// The namespaces that a test describes, as objects of kind `Namespace`.
  mutating func namespaces(in spec: TreeDecoder.Fields?) -> [PolicyTest.NamespaceDescription] {
    guard let node = decoder.value("namespaces", in: spec), let elements = decoder.elements(node, title: "namespaces")
    else { return [] }
    return elements.compactMap { element in
      let fields = decoder.fields(
        of: element, title: "an element of `namespaces`",
        known: [
          Field("apiVersion", "apiVersion: v1"), Field("kind", "kind: Namespace"),
          Field("metadata", "metadata: {name: …, labels: {…}}"), Field("spec", "spec: {…}"),
          Field("status", "status: {…}"),
        ])
      let metadata = decoder.fields(
        "metadata", in: fields, isRequired: true, known: Self.metadataFields + Self.serverFields)
      _ = decoder.texts("labels", in: metadata)
      let name = decoder.string("name", in: metadata, isRequired: true)
      return name.map { PolicyTest.NamespaceDescription(name: $0.value, node: element) }
    }
  }

  /// Custom resources, with the same fields as their definitions.
  mutating func resources(in spec: TreeDecoder.Fields?) -> [ResourceNames.Declaration] {
    guard let node = decoder.value("resources", in: spec), let elements = decoder.elements(node, title: "resources")
    else { return [] }
    return elements.compactMap { element in
      let fields = decoder.fields(
        of: element, title: "an element of `resources`",
        known: [
          Field("group", "group: example.com"), Field("kind", "kind: Gizmo"), Field("plural", "plural: gizmos"),
          Field("scope", "scope: Namespaced"),
        ])
      let group = decoder.string("group", in: fields, isRequired: true)
      let kind = decoder.string("kind", in: fields, isRequired: true)
      let plural = decoder.string("plural", in: fields, isRequired: true)
      let scope: ObjectScope? = decoder.choice("scope", in: fields, isRequired: true, code: .policyDocument)
      guard let group, let kind, let plural, let scope else { return nil }
      return ResourceNames.Declaration(group: group.value, kind: kind.value, plural: plural.value, scope: scope)
    }
  }
}
