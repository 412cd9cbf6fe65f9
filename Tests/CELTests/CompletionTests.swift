import Testing

@testable import CEL

@Suite struct CompletionTests {
  private struct Cluster: Structure {
    static let structureType = StructureType<Cluster>("Cluster") {
      Field("name") { _ in "a" }
      Field("types") { _ in ["a"] }
      Field("labels") { _ in ["a": "b"] }
    }
  }

  private func environment() throws -> Environment {
    let environment = try Environment {
      Library.all
      Cluster.structureType.declaration
      Variable("cluster", Cluster.valueType)
      Variable("limits", .map(.string, .int))
      Variable("any", .dyn)
    }
    return try environment.defining("variables.count", as: environment.check("size(cluster.types)"))
  }

  /// A source with `¦` where somebody writes.
  private func completions(_ text: String) throws -> [Completion] {
    let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    return try environment().completions(in: parts.joined(), at: parts[0].utf8.count)
  }

  @Test(arguments: [
    (
      "¦", ["cluster", "limits", "variables", "size", "true", "math"], ["name", "startsWith", "_+_", "variables.count"]
    ),
    ("clu¦", ["cluster"], []), ("1 + ¦", ["cluster"], ["name"]),
    ("cluster.¦", ["name", "types", "labels"], ["cluster", "all"]),
    ("cluster.na¦", ["name"], []), ("cluster.name.¦", ["startsWith", "size", "matches"], ["all", "name"]),
    ("cluster.types.¦", ["all", "exists_one", "join"], ["startsWith"]), ("cluster.types[0].¦", ["startsWith"], ["all"]),
    ("cluster.labels['a'].¦", ["startsWith"], []), ("cluster.types.all(t, ¦", ["t", "cluster"], []),
    ("cluster.types.all(t, t.¦", ["startsWith"], ["all"]), ("cluster.types.all(t, t.¦)", ["startsWith"], ["all"]),
    ("limits.all(k, v, ¦", ["k", "v"], []), ("limits.all(k, v, k.¦", ["startsWith"], []),
    ("cluster.types.filter(t, t != '').map(u, u.¦", ["startsWith"], ["t"]),
    ("true ? cluster.¦", ["name"], []), ("true ? cluster.name : cluster.¦", ["name"], []),
    ("true && (cluster.name == 'a' || cluster.¦", ["name"], []), ("[1, 2].¦", ["all", "size"], ["startsWith"]),
    ("'a'.¦", ["startsWith"], []), ("math.¦", ["ceil"], ["size"]), ("variables.¦", ["count"], ["name"]),
    ("any.¦", ["all", "startsWith"], []), ("cluster.labels[?'a'].¦", ["orValue", "hasValue"], []),
    ("cluster.¦ == 'a' && true", ["name"], []), ("{'a': cluster}['a'].¦", ["name"], []),
    ("// don't\ncluster.¦", ["name"], []), ("r'\\' == cluster.¦", ["name"], []),
    ("'''it's''' == cluster.¦", ["name"], []), ("cel.¦", ["bind"], ["name"]), ("¦", ["has", "cel"], []),
    ("cluster.types.¦", ["sortBy", "transformList"], ["optMap"]), ("cluster.labels[?'a'].¦", ["optMap"], ["all"]),
    ("cluster.labels[?'a'].optMap(v, v.¦", ["startsWith"], ["orValue"]), ("true ? size(clu¦", ["cluster"], []),
    ("true ? [1, cluster.¦", ["name"], []), ("cel.bind(x, cluster, x.¦", ["name"], []),
  ])
  func `what may be written at a place is proposed, and what may not is not`(
    text: String, present: [String], absent: [String]
  ) throws {
    let names = Set(try completions(text).map(\.name))
    #expect(names.isSuperset(of: present), "\(Set(present).subtracting(names))")
    #expect(names.isDisjoint(with: absent), "\(names.intersection(absent))")
  }

  @Test(arguments: [
    "'a¦", "// cluster.¦", "cluster.name // cluster.¦", "'''a\ncluster.¦", "cluster.name == 'cluster.¦'", "\"¦", "1.¦",
    "no.such.thing.¦", ".¦", "))).¦", "unknown.¦",
  ])
  func `nothing is proposed within a text, or of what is not known`(text: String) throws {
    #expect(try completions(text).filter { $0.kind == .field }.isEmpty)
  }

  @Test func `a field has its type, a function its signatures`() throws {
    let labels = try completions("cluster.¦").first { $0.name == "labels" }
    #expect(labels == Completion(name: "labels", kind: .field, detail: "map(string, string)"))
    let function = try completions("'a'.¦").first { $0.name == "startsWith" }
    #expect(function?.detail == "string.startsWith(string) -> bool")
  }

  @Test(arguments: [
    ("cluster.na¦me", "cluster.name: string"), ("clu¦ster.name", "cluster: Cluster"),
    ("cluster.types.all(t, ¦t == '')", "t: string"),
    ("cluster.name.starts¦With('a')", "string.startsWith(string) -> bool"),
    ("size(clus¦ter.types)", "cluster: Cluster"), ("variables.co¦unt", "variables.count: int"),
  ])
  func `a part of an expression has a description`(text: String, expected: String) throws {
    let parts = text.split(separator: "¦", maxSplits: 1)
    let checked = try environment().check(parts.joined())
    #expect(checked.description(at: parts[0].utf8.count)?.text == expected)
  }

  @Test func `of random sources nothing is proposed twice`() throws {
    let environment = try environment()
    let pieces = [
      "cluster", ".", "name", "(", ")", "[", "]", "'", "all(t, t", "?", ":", " ", "1", "\\", "é", "{", "}", ".",
    ]
    var random = SplitMix(seed: 7)
    for _ in 0..<500 {
      let count = Int.random(in: 0...8, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      for offset in -1...(text.utf8.count + 1) {
        let names = environment.completions(in: text, at: offset).map(\.name)
        #expect(Set(names).count == names.count, "\(text) at \(offset)")
      }
    }
  }
}
