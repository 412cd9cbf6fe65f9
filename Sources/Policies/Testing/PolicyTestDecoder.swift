import Documents
import Findings
import Platform

extension PolicyDecoder {
  private static let testFields = [
    Field("policies", "policies: [allowed-regions]"), Field("asOf", "asOf: 2026-11-20"),
    Field("catalog", "catalog: ../catalog"), Field("costProfile", "costProfile: ../cost-profile.yaml"),
    Field("user", "user: ann@example.com"), Field("parameters", "parameters: […]"), Field("base", "base: {…}"),
    Field("namespaces", "namespaces: [{metadata: {name: …, labels: {…}}}]"),
    Field("resources", "resources: [{group: example.com, kind: Gizmo, plural: gizmos, scope: Namespaced}]"),
    Field("cases", "cases: [{name: …, patch: {…}, expect: […]}]"),
  ]

  private static let caseFields = [
    Field("name", "name: a region of the list passes"), Field("patch", "patch: {spec: {region: us-east-1}}"),
    Field("request", "request: {…}"), Field("file", "file: request.yaml"), Field("object", "object: {…}"),
    Field("oldObject", "oldObject: {…}"), Field("admission", "admission: {operation: UPDATE}"),
    Field("parameters", "parameters: []"), Field("applies", "applies: false"), Field("expect", "expect: []"),
  ]

  /// The test of a document of kind `PolicyTest`.
  mutating func test(_ root: Node) -> PolicyTest? {
    let fields = decoder.document(
      root, .policyTest, known: [Field("metadata", "metadata: {name: …}"), Field("spec", "spec: {…}")])
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
    let name = name("name", in: metadata, separators: "-.")
    let spec = decoder.fields("spec", in: fields, isRequired: true, known: Self.testFields)
    if spec != nil { _ = decoder.value("policies", in: spec, isRequired: true) }
    let policies = decoder.strings("policies", in: spec) ?? []
    if let node = spec?["policies"], case .sequence(let elements) = node.value, elements.isEmpty {
      report("a test names at least one policy", at: node.place)
    }
    let day = decoder.string("asOf", in: spec, isRequired: true)
    let asOf = day.flatMap { CalendarDate($0.value) }
    if let day, asOf == nil { report("`asOf` should be a day such as `2026-11-20`", at: day.place) }
    let catalog = decoder.string("catalog", in: spec).map { Located(besideTest($0.value), at: $0.place) }
    let costProfile = decoder.string("costProfile", in: spec).map { Located(besideTest($0.value), at: $0.place) }
    let user = decoder.string("user", in: spec)?.value ?? ""
    let parameters = parameterList(in: spec)
    let base = decoder.value("base", in: spec)
    let namespaces = namespaces(in: spec)
    let resources = resources(in: spec)
    var cases: [PolicyTest.Case] = []
    if let node = decoder.value("cases", in: spec, isRequired: true) {
      for element in decoder.elements(node, title: "cases") ?? [] {
        if let one = testCase(element, base: base) { cases.append(one) }
      }
    }
    guard let name, let asOf, spec != nil else { return nil }
    return PolicyTest(
      name: name, policies: policies, asOf: asOf, catalog: catalog, costProfile: costProfile, user: user,
      parameters: parameters, namespaces: namespaces, resources: resources, cases: cases, source: source)
  }

  private mutating func testCase(_ node: Node, base: Node?) -> PolicyTest.Case? {
    let fields = decoder.fields(of: node, title: "a case", known: Self.caseFields)
    let name = decoder.string("name", in: fields, isRequired: true)
    let subject = fields.flatMap { self.subject($0, base: base, at: node.place) }
    var expected: [PolicyTest.Expectation] = []
    if let node = decoder.value("expect", in: fields, isRequired: true) {
      expected = (decoder.elements(node, title: "expect") ?? []).compactMap { expectation($0) }
    }
    let parameters = parameterList(in: fields)
    let applies = decoder.boolean("applies", in: fields)
    if let applies, !applies.value, !expected.isEmpty {
      report("`applies: false` and findings that are expected exclude each other", at: applies.place)
    }
    guard let name, let subject else { return nil }
    return PolicyTest.Case(
      name: name, subject: subject, parameters: parameters, applies: applies?.value ?? true, expected: expected)
  }

  private mutating func subject(_ fields: TreeDecoder.Fields, base: Node?, at place: Place) -> PolicyTest.Subject? {
    let given = ["request", "file", "object"].filter { fields[$0] != nil }
    guard given.count <= 1, given.isEmpty || given == ["object"] || fields["oldObject"] == nil else {
      report("a case has one of `request`, `file` and `object`; `oldObject` stands alone or with `object`", at: place)
      return nil
    }
    if fields["object"] != nil || fields["oldObject"] != nil { return objectCase(fields).map { .object($0) } }
    if fields["admission"] != nil {
      report("`admission` belongs to a case with an `object`", at: decoder.keyPlace("admission", in: fields))
    }
    if let request = fields["request"] { return .request(patched(request, fields)) }
    if let path = decoder.string("file", in: fields) {
      return file(path).map { .request(patched($0, fields)) }
    }
    guard let base else {
      report("a case without `request`, `file` or `object` needs the test's `base`", at: place)
      return nil
    }
    return .request(patched(base, fields))
  }

  private func patched(_ node: Node, _ fields: TreeDecoder.Fields) -> Node {
    fields["patch"].map { node.merging($0) } ?? node
  }

  /// The document of a file whose path is relative to the test file.
  private mutating func file(_ path: Located<String>) -> Node? {
    do throws(FileError) {
      let file = DocumentReader.read(try SourceFile(reading: besideTest(path.value)))
      for error in file.errors { decoder.report(error) }
      if let root = file.documents.first?.root { return root }
      report("`\(printable(path.value))` holds no document", at: path.place)
    } catch {
      report("\(error)", at: path.place)
    }
    return nil
  }

  /// A path resolved relative to the test file.
  private func besideTest(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = source.name.lastIndex(of: "/") else { return path }
    return source.name[...slash] + path
  }

  private mutating func parameterList(in fields: TreeDecoder.Fields?) -> [PolicyParameters]? {
    guard let node = decoder.value("parameters", in: fields), let elements = decoder.elements(node, title: "parameters")
    else { return nil }
    return elements.compactMap { element in
      let fields = decoder.fields(
        of: element, title: "an element of `parameters`",
        known: [Field("metadata", "metadata: {name: …}"), Field("spec", "spec: {…}")])
      let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
      let name = name("name", in: metadata, separators: "-.")
      let labels = decoder.texts("labels", in: metadata)
      guard let name, let values = decoder.value("spec", in: fields, isRequired: true) else { return nil }
      return PolicyParameters(name: name, labels: labels, values: values)
    }
  }

  private mutating func expectation(_ node: Node) -> PolicyTest.Expectation? {
    let fields = decoder.fields(
      of: node, title: "an element of `expect`",
      known: [
        Field("code", "code: allowed-regions/region"), Field("severity", "severity: error"),
        Field("message", "message: part of the message"), Field("pointer", "pointer: /spec/region"),
      ])
    let code = decoder.string("code", in: fields, isRequired: true)
    let severity: Severity? = decoder.choice("severity", in: fields, code: .policyDocument)
    let message = decoder.string("message", in: fields)?.value
    let pointer = decoder.string("pointer", in: fields)?.value
    return code.map {
      PolicyTest.Expectation(code: $0, severity: severity, message: message, pointer: pointer)
    }
  }
}
