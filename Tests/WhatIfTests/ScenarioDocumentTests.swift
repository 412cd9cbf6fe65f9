import Catalog
import Money
import Simulation
import Costs
import Findings
import Requests
import TestSupport
import Testing

@testable import WhatIf

@Suite struct ScenarioDocumentTests {
  static let text = """
    apiVersion: tollgate/v1
    kind: Scenario
    metadata: {name: spot}
    description: spare capacity
    spec:
      mode: normal
      region: us-west-2
      instanceTypes: [g6.xlarge]
      computeNodes: {min: 1, max: 4}
      bootSeconds: 240
      idleSeconds: 300
      warmNodes: 1
      purchase: {spot: {interruptionsPerNodeHour: 0.02}}
      prices:
        source: history
        asOf: 2026-11-20
        usdPerHour: {g6.xlarge: 0.3}
    """

  private func read(_ text: String) throws(WhatIfDocumentError) -> [ScenarioDocument] {
    try ScenarioDocument.read([SourceFile(name: "s.yaml", text: text)])
  }

  @Test func `a document says what its fleet is and how it is bought`() throws {
    let scenario = try #require(try read(Self.text).first)
    let request = try Comparisons.request()
    let assumptions = Assumptions(request.workload, .standard)
    let catalog = try Repository.catalog.get()
    let interruptions = try #require(scenario.interruptions(catalog, request))
    let fleet = try scenario.fleet(
      assumptions, processorsPerNode: 2, interruptionsPerHour: interruptions.perNodeHour)
    #expect((fleet.minimum, fleet.maximum, fleet.warm, fleet.processorsPerNode) == (1, 4, 1, 2))
    #expect((fleet.bootSeconds, fleet.idleTimeout, fleet.interruptionsPerHour) == (240, 300, 0.02))
    let supply = scenario.supply(of: request, assumptions)
    #expect((supply.region, supply.instanceTypes, supply.purchase) == ("us-west-2", ["g6.xlarge"], .spot))
    #expect(supply.prices?.hourly["g6.xlarge"]?.exact == "0.3")
    #expect(scenario.findings(catalog, request, assumptions).isEmpty)
  }

  @Test func `what a document does not say is as in the request`() throws {
    let scenario = try #require(
      try read("{apiVersion: tollgate/v1, kind: Scenario, metadata: {name: same}, spec: {}}").first)
    let request = try Comparisons.request()
    let assumptions = Assumptions(request.workload, .standard)
    #expect(
      try scenario.fleet(assumptions, processorsPerNode: 1, interruptionsPerHour: 0)
        == assumptions.normalFleet(processorsPerNode: 1))
    let supply = scenario.supply(of: request, assumptions)
    #expect((supply.region, supply.instanceTypes) == (request.region, request.instanceTypes))
    #expect(supply.purchase == .onDemand)
  }

  @Test func `a commitment is for the nodes that are always up unless it says how many`() throws {
    let request = try Comparisons.request()
    for (nodes, expected) in [("", 2), (", committedNodes: 1", 1)] {
      let text = """
        {apiVersion: tollgate/v1, kind: Scenario, metadata: {name: a},
        spec: {computeNodes: {min: 2}, purchase: {commitment: {years: 3\(nodes)}}}}
        """
      let scenario = try #require(try read(text).first)
      let supply = scenario.supply(of: request, Assumptions(request.workload, .standard))
      #expect(supply.purchase == .commitment(CommitmentTerms(years: 3), nodes: expected))
    }
  }

  @Test func `a rate that neither the scenario nor the catalog has is a finding, not zero`() throws {
    let (catalog, request) = (try Repository.catalog.get(), try Comparisons.request())
    let data = try #require(catalog.data(for: "us-west-2"))
    let type = try #require(
      catalog.instanceTypes.keys.sorted().first { data.onDemand[$0] != nil && data.spot[$0]?.advice == nil })
    for (rate, message) in [
      ("", "the catalog has no interruption rate of `\(type)` in `us-west-2`"),
      ("interruptionsPerNodeHour: 0.1", nil),
    ] {
      let text = """
        {apiVersion: tollgate/v1, kind: Scenario, metadata: {name: a},
        spec: {region: us-west-2, instanceTypes: [\(type), m5.large], purchase: {spot: {\(rate)}}}}
        """
      let scenario = try #require(try read(text).first)
      let findings = scenario.findings(catalog, request, Assumptions(request.workload, .standard))
      #expect(findings.map(\.message) == (message.map { [$0] } ?? []))
      #expect(scenario.interruptions(catalog, request)?.perNodeHour == (message == nil ? 0.1 : nil))
    }
  }

  @Test(arguments: [
    ("region: mars-1", "region `mars-1` does not exist"),
    ("instanceTypes: [nope.large]", "instance type `nope.large` does not exist"),
  ])
  func `what does not exist is not also told to lack an interruption rate`(field: String, message: String) throws {
    let (catalog, request) = (try Repository.catalog.get(), try Comparisons.request())
    let text =
      "{apiVersion: tollgate/v1, kind: Scenario, metadata: {name: a}, spec: {\(field), purchase: {spot: {}}}}"
    let scenario = try #require(try read(text).first)
    let findings = scenario.findings(catalog, request, Assumptions(request.workload, .standard))
    #expect(findings.first?.message == message)
    #expect(!findings.contains { $0.message.contains("interruption rate") })
  }

  @Test(arguments: [
    ("kind: Scenario", "kind: Scenarios", "`kind` is `Scenarios`, not `Scenario`"),
    ("name: spot", "name: costSavings", "`costSavings` is the name of a mode"),
    ("name: spot", "name: \"\"", "`name` is empty"),
    ("tollgate/v1", "tollgate/v2", "`apiVersion` is `tollgate/v2`, not `tollgate/v1`"),
    ("bootSeconds: 240", "bootSecond: 240", "`spec` has no field `bootSecond`"),
    ("bootSeconds: 240", "bootSeconds: -1", "`bootSeconds` is -1; it must be from 0 to 1000000"),
    ("bootSeconds: 240", "bootSeconds: .nan", "`bootSeconds` is .nan; it must be from 0 to 1000000"),
    ("bootSeconds: 240", "bootSeconds: soon", "`bootSeconds` should be a number, not a string"),
    ("mode: normal", "mode: cheap", "`mode` is `normal` or `costSavings`"),
    (
      "mode: normal", "mode: costSavings",
      "`idleSeconds` is about normal mode; cost-savings mode has one node that is always up"
    ),
    ("min: 1", "min: -1", "`min` is -1; it must be from 0 to 100000"),
    ("[g6.xlarge]", "[]", "`instanceTypes` is empty"),
    ("{spot: {interruptionsPerNodeHour: 0.02}}", "spot", "`purchase` is `onDemand`, `spot` or `commitment`"),
    ("0.02", "11", "`interruptionsPerNodeHour` is 11; it must be from 0 to 10"),
    ("0.02}", "0.02}, commitment: {years: 1}", "`spot` and `commitment` exclude each other"),
    ("spot: {interruptionsPerNodeHour: 0.02}", "commitment: {years: 2}", "`years` is 1 or 3, as AWS sells them"),
    ("asOf: 2026-11-20", "asOf: soon", "`asOf` is a day, `YYYY-MM-DD`"),
    ("source: history", "origin: history", "`prices` lacks the field `source`"),
    (
      "spot: {interruptionsPerNodeHour: 0.02}", "commitment: {years: 1, plan: savings-plan}",
      "`plan` is `savings-plan`, not one of `reserved-standard`, `reserved-convertible`, `compute-savings-plan`, `ec2-instance-savings-plan`"
    ),
    (
      "spot: {interruptionsPerNodeHour: 0.02}", "commitment: {years: 1, payment: upfront}",
      "`payment` is `upfront`, not one of `no-upfront`, `partial-upfront`, `all-upfront`"
    ),
    (
      "g6.xlarge: 0.3", "g6.xlarge: 1e-3",
      "a price should be an amount above zero and below a million such as `0.3421`, with at most twelve decimal places and no exponent"
    ),
    ("name: spot", "name: Cost savings", "`Cost savings` is the name of a mode"),
    ("{spot: {interruptionsPerNodeHour: 0.02}}", "{}", "`purchase` names neither `spot` nor `commitment`"),
    ("{g6.xlarge: 0.3}", "0.3", "`usdPerHour` should be a mapping, not a number"),
    ("name: spot", "name: [", "did not find expected node content"),
    ("spec:", "spec: {}\nother:", "the scenario has no field `other`"),
  ])
  func `a mistake is a finding with its place`(old: String, new: String, message: String) throws {
    try #require(Self.text.contains(old))
    let text = Self.text.replacing(old, with: new, maxReplacements: 1)
    let error = #expect(throws: WhatIfDocumentError.self) { try read(text) }
    #expect(error?.findings.contains { $0.message == message } == true, "\(error?.findings.map(\.message) ?? [])")
    #expect(error?.findings.allSatisfy { $0.place.source == "s.yaml" } == true)
  }

  @Test(arguments: [
    (
      "{spot: {interruptionsPerNodeHour: 0.02}}", "onDemand",
      "the catalog has the on-demand price of `g6.xlarge` in `us-west-2`, which goes before this one", 17
    ),
    ("region: us-west-2", "region: us-wst-2", "region `us-wst-2` does not exist", 7),
    ("[g6.xlarge]", "[g6.xlrge]", "instance type `g6.xlrge` does not exist", 8),
    ("{g6.xlarge: 0.3}", "{g6.xlagre: 0.3}", "instance type `g6.xlagre` does not exist", 17),
    ("[g6.xlarge]", "[trn1n.32xlarge]", "instance type `trn1n.32xlarge` is not offered in `us-west-1`", 8),
    ("min: 1, max: 4", "min: 9", "minimum of nodes is `9`: it must be from 0 to 4", 9),
    (
      "{spot: {interruptionsPerNodeHour: 0.02}}", "{commitment: {years: 1, committedNodes: 3}}",
      "`committedNodes` is 3, and 1 node is always up", 13
    ),
  ])
  func `what the catalog or the request does not allow is a finding too`(
    old: String, new: String, message: String, line: Int
  ) throws {
    var text = Self.text.replacing(old, with: new, maxReplacements: 1)
    if message.contains("us-west-1") { text = text.replacing("us-west-2", with: "us-west-1") }
    let scenario = try #require(try read(text).first)
    let request = try Comparisons.request()
    let findings = scenario.findings(try Repository.catalog.get(), request, Assumptions(request.workload, .standard))
    let found = findings.first { $0.message == message }
    #expect(found?.place.range.start.line == line, "\(findings.map(\.message))")
  }

  @Test func `two scenarios of one name, and a file without any, are errors`() {
    #expect(throws: WhatIfDocumentError.self) { try read(Self.text + "\n---\n" + Self.text) }
    #expect(throws: WhatIfDocumentError.self) { try read("# nothing\n") }
  }

  @Test func `damaged documents are read or refused, and never end the program`() throws {
    var generator = SeededGenerator(seed: 7)
    let (catalog, request) = (try Repository.catalog.get(), try Comparisons.request())
    for _ in 0..<2_000 {
      let source = SourceFile(name: "s.yaml", bytes: Mutation.mutate(Array(Self.text.utf8), using: &generator))
      guard let scenarios = try? ScenarioDocument.read([source]) else { continue }
      for scenario in scenarios { _ = scenario.findings(catalog, request, Assumptions(request.workload, .standard)) }
    }
  }
}
