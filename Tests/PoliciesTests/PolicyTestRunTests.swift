import Findings
import Reports
import Requests
import TestSupport
import Testing

@testable import Policies

@Suite struct PolicyTestRunTests {
  private func run(_ paths: String..., filter: String? = nil) throws -> PolicyTestRun {
    let documents = PolicyDocuments(paths: paths.map { Repository.path + "/" + $0 }, withTests: true)
    let (tests, findings) = PolicyTestRun.tests(of: documents)
    return PolicyTestRun(
      tests, of: documents, testFindings: findings, catalog: try Repository.catalog.get(),
      costProfile: try Repository.costProfile.get(), generation: .kubernetes, loader: Repository.loader, filter: filter)
  }

  @Test func `the policies of Kubernetes' documentation give the documented results`() throws {
    let run = try run("Tests/Policies/Kubernetes")
    #expect(run.findings == [])
    #expect(run.outcomes.count == 9)
    for outcome in run.outcomes { #expect(outcome.hasPassed, "\(outcome.name): \(outcome.failures.map(\.message))") }
  }

  @Test func `the shipped policies pass their tests, which see every outcome`() throws {
    let run = try run("Policies")
    #expect(run.findings == [])
    #expect(run.outcomes.count >= 130)
    for outcome in run.outcomes { #expect(outcome.hasPassed, "\(outcome.name): \(outcome.failures.map(\.message))") }
    #expect(run.coverage.percent == 100)
    #expect(run.coverage.incomplete.map(\.text) == [])
  }

  @Test func `failures, coverage and JUnit are shown as they should`() throws {
    let run = try run("Tests/Policies/Failing")
    let text = PolicyTestText(style: TextStyle(isColored: false)).render(run, withCoverage: true)
    try expectGoldenFile(
      text + "----\n" + JUnitXML.render(run) + "----\n" + PolicyTestJSON.render(run), "policy-test.txt")
    #expect(try self.run("Tests/Policies/Failing", filter: "warm").outcomes.map(\.name) == ["a warm region passes"])
  }

  @Test func `a test can fix its catalog and its cost profile`() throws {
    let run = try run("Tests/Policies/Fixed")
    #expect(run.findings == [])
    for outcome in run.outcomes { #expect(outcome.hasPassed, "\(outcome.name): \(outcome.failures.map(\.message))") }
    #expect(run.outcomes.count == 1)
  }

  @Test func `what decides in a message counts`() throws {
    let run = try run("Policies", filter: "maximum-cluster-size: as many nodes")
    #expect(run.coverage.incomplete.contains { $0.part == "vcpus" && $0.text == "variables.environment == ''" })
  }
}
