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
    for source in ["string(spec.externalId)", "spec.externalId + 'a'", "'%s'.format([spec.externalId])"] {
      let trial = try ExpressionTrial(source, input: input)
      #expect(throws: EvaluationError.self, "\(source)") { try trial.evaluation.result.get() }
      #expect(!"\(trial.evaluation.result)".contains("hunter2"))
    }
  }
}
