import Rules
import CEL
import Documents
import Findings
import Gate
import TestSupport
import Testing

@testable import Policies

@Suite struct ExpressionTrialTests {
  private func document(_ text: String) throws -> Node {
    try #require(DocumentReader.read(SourceFile(name: "input.yaml", text: text)).documents.first).root
  }

  @Test func `the fields of the input are variables, and object is the whole of it`() throws {
    let input = try document("name: vision\nnodes: [1, 2.5, null, true]\nobject: mine\n")
    for (source, value) in [
      ("name", "\"vision\""), ("nodes", "[1, 2.5, null, true]"), ("object", "\"mine\""), ("nodes[1] > 2", "true"),
    ] {
      #expect(try ExpressionTrial(source, input: input).evaluation.result.get().description == value)
    }
    let plain = try document("[1, 2]")
    #expect(try ExpressionTrial("object.size()", input: plain).evaluation.result.get().description == "2")
  }

  @Test func `an external id can be measured and matched, and is never shown`() throws {
    let input = try document("spec: {externalId: hunter2-hunter2}")
    for (source, value) in [
      ("spec.externalId.size()", "15"), ("spec.externalId.matches('^hunter')", "true"),
      ("spec.externalId.matches('^' + 'x')", "false"), ("spec.externalId == 'hunter2-hunter2'", "false"),
      ("spec.externalId == spec.externalId", "false"), ("[spec]", "[{\"externalId\": <redacted>}]"),
    ] {
      #expect(try ExpressionTrial(source, input: input).evaluation.result.get().description == value, "\(source)")
    }
    for text in [
      "spec: {externalId: 12345678}", "spec: {externalId: [hunter2]}", "spec: {externalId: {a: hunter2}}",
      "spec: {external_id: hunter2}", "spec: {ExternalID: hunter2}", "spec: {externalId: &a hunter2}\nb: *a",
    ] {
      let trial = try ExpressionTrial("object", input: try document(text), isTraced: true)
      let shown = "\(try trial.evaluation.result.get())" + "\(trial.trace.map { $0.values(of: $0.tree.root) } ?? [])"
      #expect(!shown.contains("hunter2") && !shown.contains("12345678"), "\(shown)")
    }
    for source in ["string(spec.externalId)", "spec.externalId + 'a'", "'%s'.format([spec.externalId])"] {
      let trial = try ExpressionTrial(source, input: input)
      #expect(throws: EvaluationError.self, "\(source)") { try trial.evaluation.result.get() }
      #expect(!"\(trial.evaluation.result)".contains("hunter2"))
    }
  }

  @Test func `an expression can be tried in the place of a validation`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        paramSchema: {type: object, properties: {cap: {type: string, format: money}}}
        paramRef: {name: p}
        variables: [{name: team, expression: "object.metadata.labels.?team.orValue('none')"}]
        validations: [{name: v, expression: "variables.team != '' && cost.selected.monthly.expected <= params.cap"}]
      ---
      {apiVersion: tollgate/v1, kind: PolicyParameters, metadata: {name: p}, spec: {cap: "1000.00"}}
      """
    let policies = PolicySet(
      PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)]), catalog: try Repository.catalog.get())
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: policies,
      asOf: Repository.day)
    let draft = try #require(RequestText.drafts(RequestText.approved).first)
    let subject = try #require(gate.subject(of: draft))
    for (expression, value) in [
      ("variables.team", "\"none\""), ("params.cap", "1000 USD"), ("object.spec.region", "\"us-east-1\""),
      ("cost.selected.monthly.expected > money('0')", "true"), ("request.operation", "\"CREATE\""),
    ] {
      let trial = try ExpressionTrial(expression, in: policies, on: subject)
      #expect(try trial.evaluation.result.get().description == value, "\(expression)")
      #expect(trial.parameters == "p")
    }
    #expect(throws: CompileError.self) { try ExpressionTrial("variables.taem", in: policies, on: subject) }
    let without = try ExpressionTrial("object.spec.region", in: policies, on: nil)
    #expect(throws: EvaluationError.self) { try without.evaluation.result.get() }
  }
}
