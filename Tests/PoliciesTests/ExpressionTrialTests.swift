import CEL
import Documents
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
}
