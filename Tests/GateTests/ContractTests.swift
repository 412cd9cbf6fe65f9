import Costs
import Findings
import Foundation
import Gate
import Requests
import TestSupport
import Testing

@testable import Rules

/// The gate of a request in the direct generation of the control plane's contract.
@Suite struct ContractTests {
  private static let both = "{spec: {costSavings: true, instanceTypes: [m7i.xlarge]}}"

  private func contract(
    accepting accepted: Set<RequestContract.Part> = [], sending additions: Set<RequestContract.Addition> = []
  ) -> RequestContract {
    var contract = RequestContract()
    contract.generation = .direct
    (contract.accepted, contract.additions) = (accepted, additions)
    return contract
  }

  private func verdict(_ patch: String, _ contract: RequestContract, enforcing: Bool = false) throws -> Verdict {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    let gate = try Repository.gate(contract: contract)
    return (enforcing ? gate.enforcing : gate).evaluate(draft)
  }

  @Test func `what is lost denies, unless it is accepted by name or sent`() throws {
    let (savings, types) = (CostSavingsCarried.code, InstanceTypesCarried.code)
    for (contract, patch, expected) in [
      (RequestContract(), Self.both, []), (contract(), Self.both, [savings, types]),
      (contract(accepting: [.costSavings]), Self.both, [types]),
      (contract(accepting: [.instanceTypes]), Self.both, [savings]),
      (contract(accepting: [.costSavings, .instanceTypes]), Self.both, []),
      (contract(sending: [.availableAccelerators]), Self.both, [savings, types]),
      (contract(accepting: [.instanceTypes]), "{spec: {costSavings: false, instanceTypes: [m7i.xlarge]}}", []),
    ] {
      for isEnforcing in [false, true] {
        let verdict = try verdict(patch, contract, enforcing: isEnforcing)
        let codes = verdict.findings.filter { $0.severity == .error && $0.code.description.hasPrefix("TG8") }.map(
          \.code)
        #expect(Set(codes) == Set(expected), "\(contract)")
        #expect(verdict.isApproved == expected.isEmpty)
        let notes = verdict.findings.filter { $0.severity == .note }.map(\.code)
        #expect(notes.contains(savings) == (contract.accepted.contains(.costSavings) && patch.contains("true")))
      }
    }
  }

  @Test(arguments: [
    ("instanceTypes: [m7i.xlarge]", ["does not say how many"]),
    (
      "instanceTypes: [m7i.xlarge, g6.xlarge], workload: {computeNodes: {min: 1, max: 3}}",
      ["of each of 2 instance types"]
    ),
    ("instanceTypes: [m7i.xlarge], workload: {computeNodes: {min: 1, max: 3}}", []),
  ])
  func `nodes are sent only as somebody wrote them, for one instance type`(patch: String, messages: [String]) throws {
    let sending = contract(accepting: [.instanceTypes], sending: [.overprovisioning])
    let request = "{spec: {costSavings: false, \(patch)}}"
    let found = try verdict(request, sending).findings.filter { $0.code == OverprovisioningStated.code }.map(\.message)
    #expect(found.count == messages.count && zip(found, messages).allSatisfy { $0.contains($1) }, "\(found)")
    #expect(try verdict(request, contract(accepting: [.instanceTypes])).isApproved)
  }

  @Test func `nobody needs to say that they do not want what the contract does not have`() throws {
    let patch = "{spec: {costSavings: null, instanceTypes: [m7i.xlarge]}}"
    let accepting = contract(accepting: [.instanceTypes])
    let verdict = try verdict(patch, accepting)
    #expect(verdict.isApproved)
    #expect(verdict.request?.costSavings == false)
    #expect(try !self.verdict(patch, RequestContract()).isApproved)
    // What is there and of another type is still an error.
    #expect(try !self.verdict("{spec: {costSavings: perhaps, instanceTypes: [m7i.xlarge]}}", accepting).isApproved)
  }

  @Test func `there is one bill, without EKS and what manages it`() throws {
    let accepting = contract(accepting: [.instanceTypes])
    let patch = "{spec: {costSavings: false, instanceTypes: [m7i.xlarge]}}"
    let bill = try #require(try verdict(patch, accepting).bills?.reported)
    #expect(bill.modes == [.normal] && bill.savings == nil && bill.selected == .normal)
    #expect(bill.betterMode == .normal && bill.estimates.count == 1)
    let names = bill.normal.lines.map(\.component.name)
    #expect(names.contains("compute-nodes") && names.contains("nat-gateway"))
    for name in ["control-plane", "management-nodes", "builder-nodes", "management-disks"] {
      #expect(!names.contains(name))
    }
    let both = try #require(try verdict(patch, RequestContract()).bills?.reported)
    #expect(both.modes.count == 2 && both.normal.lines.map(\.component.name).contains("control-plane"))
  }

  @Test func `a load that cost-savings mode could not carry is no matter`() throws {
    let patch = "{spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, load: 2.5}}}"
    let codes = try verdict(patch, contract(accepting: [.instanceTypes])).findings.map(\.code)
    #expect(!codes.contains(LoadOfCostSavingsMode.code))
    #expect(try verdict(patch, RequestContract()).findings.map(\.code).contains(LoadOfCostSavingsMode.code))
  }

  @Test(arguments: [
    ("{generation: directly}", "not one of `kubernetes`, `direct`"),
    ("{accept: [costsavings]}", "not one of `costSavings`"),
    ("{send: [accelerators]}", "`accelerators`"), ("{organization: \"a b\"}", "which is not an id"),
    ("{project: \"a/../b\"}", "which is not an id"), ("{generaton: direct}", "did you mean `generation`?"),
  ])
  func `a mistake in the configuration is an error with its place`(text: String, message: String) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/tollgate.yaml"
    try Data("apiVersion: tollgate/v1\nkind: Configuration\ncontrolPlane: \(text)\n".utf8)
      .write(to: URL(fileURLWithPath: path))
    guard
      case .configuration(let findings, _)? = #expect(
        throws: GateError.self, performing: { try Configuration(option: path) })
    else { return #expect(Bool(false), "no finding") }
    let said = findings.map { $0.message + " " + $0.help.joined(separator: " ") }.joined()
    #expect(said.contains(message), "\(said)")
    #expect(findings.allSatisfy { $0.place.range.start.line == 3 })
  }

  @Test func `options come before the configuration, and ids are for the direct generation`() throws {
    var overrides = ContractOverrides()
    overrides.organization = "org-2"
    #expect(throws: GateError.self) { try overrides.applied(to: RequestContract()) }
    var configured = contract()
    (configured.organization, configured.project) = ("org-1", "project-1")
    let applied = try overrides.applied(to: configured)
    #expect(applied.organization == "org-2" && applied.project == "project-1")
    overrides.organization = "a b"
    #expect(throws: GateError.self) { try overrides.applied(to: configured) }
  }
}
