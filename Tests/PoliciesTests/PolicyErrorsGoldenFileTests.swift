import Findings
import Gate
import Platform
import Reports
import Requests
import TestSupport
import Testing

@testable import Policies

/// Everything that can be wrong with policies, parameters, exceptions and tests, with its place. `make golden` writes the
/// file anew.
@Suite struct PolicyErrorsGoldenFileTests {
  @Test func `every mistake is shown with its place`() throws {
    let folder = Repository.path + "/Tests/Policies/Wrong"
    let catalog = try Repository.catalog.get()
    var texts: [String] = []
    for name in try FileReading.names(in: folder).map(\.shown).sorted() {
      let documents = PolicyDocuments(paths: [folder + "/" + name], withTests: true)
      let policies = PolicySet(documents, catalog: catalog)
      let (tests, findings) = PolicyTestRun.tests(of: documents)
      let run = PolicyTestRun(
        tests, of: documents, testFindings: findings, catalog: catalog, costProfile: try Repository.costProfile.get(),
        generation: .kubernetes, loader: Repository.loader)
      #expect(run.outcomes.isEmpty, "\(name)")
      let all = run.findings + Gate.refusedExceptions(policies)
      let text = FindingText(sources: documents.sources, style: TextStyle(isColored: false))
      #expect(!all.isEmpty, "\(name)")
      texts.append("# \(name)\n\n" + all.sorted(by: Finding.isOrderedBefore).map { text.render($0).text }.joined())
    }
    try expectGoldenFile(texts.joined(separator: "\n"), "policy-errors.txt")
  }

  @Test func `what is doubtful about policies is shown with its place`() throws {
    let documents = PolicyDocuments(paths: [Repository.path + "/Tests/Policies/Doubtful"])
    let policies = PolicySet(documents, catalog: try Repository.catalog.get())
    #expect(policies.findings == [])
    let run = PolicyCheckRun(policies, asOf: Repository.day)
    let text = PolicyCheckText(style: TextStyle(isColored: false)).render(run)
    try expectGoldenFile(text, "policy-doubts.txt")
    try expectGoldenFile(PolicyCheckJSON.render(run), "policy-doubts.json")
  }
}
