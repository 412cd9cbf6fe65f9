import Rules
import Documents
import Findings
import Gate
import TestSupport
import Testing

@testable import Policies

/// Where a finding stands: at what the operand read that decided.
@Suite struct FindingPlaceTests {
  private static let request = """
    metadata: {name: lang-train, labels: {team: vision, environment: dev, cost-center: none}}
    spec: {instanceTypes: [m7i.xlarge, g5.xlarge, g6.xlarge, t3.small]}
    """

  private static let variables = [
    ("environment", "object.metadata.labels.?environment.orValue('')"),
    ("parts", "object.metadata.name.split('-')"),
    ("gpus", "object.spec.instanceTypes.filter(t, t.startsWith('g'))"),
    ("small", "object.spec.instanceTypes.filter(t, t.endsWith('small'))"),
    ("both", "variables.gpus + variables.small"),
    ("sizes", "object.spec.instanceTypes.map(t, t.split('.')[1])"),
    ("isNamed", "variables.environment != '' && object.metadata.name.startsWith('vis')"),
  ].map { "{name: \($0), expression: \(JSONValue.string($1).canonical)}" }.joined(separator: ", ")

  /// An expression that is violated or has no value, and the place of its finding.
  private static let places: [(expression: String, pointer: String)] = [
    // The operand of `&&` that is false, whatever was read last or reaches deeper.
    ("variables.environment != '' && variables.parts[0] == 'vis'", "/metadata/name"),
    ("object.metadata.labels.?environment.orValue('') != '' && object.metadata.name.startsWith('v')", "/metadata/name"),
    ("object.metadata.name.startsWith('v') && object.metadata.labels.environment != ''", "/metadata/name"),
    ("object.spec.costSavings && (object.metadata.labels.team != '' && object.spec.region == '')", "/spec/region"),
    ("variables.isNamed", "/metadata/name"),
    ("variables.isNamed && object.spec.costSavings", "/metadata/name"),
    // Every operand of `||` is false; the deepest counts, as before.
    ("object.spec.region == '' || object.metadata.labels.team == ''", "/metadata/labels/team"),
    (
      "object.metadata.labels.team == '' || (object.spec.costSavings && object.spec.region == '')",
      "/metadata/labels/team"
    ),
    // The branch of `?:` that was taken, or the condition where the branch reads nothing.
    ("object.metadata.labels.team == 'vision' ? object.spec.region == '' : object.spec.costSavings", "/spec/region"),
    ("object.metadata.labels.team == 'vision' ? false : true", "/metadata/labels/team"),
    ("(object.metadata.labels.team == 'vision' ? object.metadata.name : object.spec.region) == ''", "/metadata/name"),
    // Under `!` it is the operand that is true.
    ("!(object.spec.region == '' || object.metadata.name != '')", "/metadata/name"),
    ("!(object.metadata.labels.team != '' && object.metadata.labels.team.size() > 1)", "/metadata/labels/team"),
    ("!object.spec.instanceTypes.exists(t, t.startsWith('g'))", "/spec/instanceTypes/1"),
    // Elements.
    ("object.spec.instanceTypes.all(t, t.startsWith('m') || t.startsWith('g5'))", "/spec/instanceTypes/2"),
    ("object.spec.instanceTypes.all(t, !(t in ['g5.xlarge']))", "/spec/instanceTypes/1"),
    ("object.spec.instanceTypes.all(i, t, i < 2 || t == '')", "/spec/instanceTypes/2"),
    ("object.metadata.labels.all(k, object.metadata.labels[k] != 'none')", "/metadata/labels/cost-center"),
    ("object.metadata.labels.all(k, v, v != 'dev')", "/metadata/labels/environment"),
    ("object.spec.instanceTypes.exists(t, t.startsWith('p5'))", "/spec/instanceTypes"),
    ("object.spec.instanceTypes[2] == 'm7i.xlarge'", "/spec/instanceTypes/2"),
    ("object.spec.instanceTypes.all(t, [1, 2].all(n, n < 2 || !t.startsWith('g6')))", "/spec/instanceTypes/2"),
    // Elements of what a variable filters, joins or makes of them.
    ("variables.gpus.all(t, t.startsWith('g5'))", "/spec/instanceTypes/2"),
    ("variables.gpus[1] == ''", "/spec/instanceTypes/2"),
    ("variables.both.all(t, !t.endsWith('small'))", "/spec/instanceTypes/3"),
    ("variables.sizes.all(s, s != 'small')", "/spec/instanceTypes/3"),
    (
      "variables.gpus.all(t, object.spec.instanceTypes.all(other, t != other || t == 'g5.xlarge'))",
      "/spec/instanceTypes/2"
    ),
    ("object.spec.instanceTypes.filter(t, t.contains('xlarge')).all(t, t != 'g5.xlarge')", "/spec/instanceTypes/1"),
    ("!variables.gpus.exists(t, t == 'g6.xlarge')", "/spec/instanceTypes/2"),
    ("[object.spec.region, object.metadata.name].all(t, t != 'lang-train')", "/metadata/name"),
    // `in`, and a membership of what variables made.
    ("object.metadata.labels.environment in ['prod']", "/metadata/labels/environment"),
    ("object.spec.costSavings && variables.environment in ['prod']", "/metadata/labels/environment"),
    // The operand without a value.
    ("object.metadata.labels.owner == '' || object.metadata.name == ''", "/metadata/labels"),
    ("object.metadata.name != '' && object.metadata.labels[variables.parts[0]] == ''", "/metadata/labels"),
    ("object.metadata.name.size() > 0 && object.spec.instanceTypes[9] == ''", "/spec/instanceTypes"),
  ]

  @Test func `a finding stands where the operand read that decided`() throws {
    let catalog = try Repository.catalog.get()
    let gate = { (policies: PolicySet) in
      Gate(
        catalog: catalog, costProfile: try Repository.costProfile.get(), rules: .standard, policies: policies,
        asOf: Repository.day)
    }
    let draft = try #require(RequestText.drafts(try RequestText.patched(Self.request)).first)
    for (expression, pointer) in Self.places {
      let text = """
        apiVersion: tollgate/v1
        kind: Policy
        metadata: {name: p}
        spec:
          variables: [\(Self.variables)]
          validations: [{name: v, expression: \(JSONValue.string(expression).canonical)}]
        """
      let documents = PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)])
      let policies = PolicySet(documents, catalog: catalog)
      #expect(policies.findings.map(\.message) == [], "\(expression)")
      let findings = try gate(policies).evaluate(draft).findings.filter { $0.code == "p/v" }
      #expect(findings.map(\.place.pointer.description) == [pointer], "\(expression)")
    }
  }
}
