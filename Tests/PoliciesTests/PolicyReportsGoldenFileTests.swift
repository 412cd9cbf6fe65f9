import Rules
import Findings
import Gate
import Policies
import Reports
import Requests
import TestSupport
import Testing

/// What `tollgate policy docs`, `explain` and `diff` write. `make golden` writes the files anew.
@Suite struct PolicyReportsGoldenFileTests {
  private let style = TextStyle(isColored: false)

  private func policies(_ path: String) throws -> PolicySet {
    let policies = PolicySet(
      PolicyDocuments(paths: [Repository.path + "/Tests/Policies/" + path]), catalog: try Repository.catalog.get())
    #expect(!policies.findings.contains { $0.severity == .error })
    return policies
  }

  private func gate(_ policies: PolicySet) throws -> Gate {
    Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: policies,
      asOf: Repository.day)
  }

  private func draft(_ patch: String) throws -> RequestDraft {
    try #require(RequestText.drafts(try RequestText.patched(patch)).first)
  }

  @Test func `the reference of policies shows Markdown's signs as they are`() throws {
    try expectGoldenFile(PolicyReference.render(try policies("Awkward").documents.policies), "policy-docs.md")
  }

  @Test func `an explanation shows what decided`() throws {
    let gate = try gate(policies("Strict"))
    let explanations = try [
      "metadata: {labels: {team: vision}}", "metadata: {labels: {team: platform-ci}}\nspec: {region: eu-west-1}", "{}",
    ].map { patch in
      try #require(gate.explain(try draft(patch), policy: "savings"))
    }
    let text = explanations.map { PolicyExplanationText(style: style).render($0) }.joined(separator: "----\n")
    try expectGoldenFile(text, "policy-explain.txt")
  }

  @Test func `a comparison shows which verdicts flip and why`() throws {
    let (before, after) = (try gate(policies("Failing")), try gate(policies("Strict")))
    let differences = try [
      "{}", "metadata: {labels: {team: vision}}",
      "metadata: {name: eu, labels: {team: vision}}\nspec: {region: eu-west-1}",
    ].map { patch in
      let draft = try draft(patch)
      let (one, other) = (before.evaluate(draft), after.evaluate(draft))
      return PolicyDifference(
        draft, before: (one.isApproved, one.findings), after: (other.isApproved, other.findings))
    }
    #expect(differences.map(\.flips) == [true, true, false])
    try expectGoldenFile(PolicyDifferenceText(style: style).render(differences), "policy-diff.txt")
    try expectGoldenFile(PolicyDifferenceJSON.render(differences), "policy-diff.json")
  }
}
