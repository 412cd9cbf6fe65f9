import Catalog
import Costs
import Documents
import Findings
import Gate
import Requests
import TestSupport
import Testing

@testable import Rules

/// Whether a request fits into the quotas of its account.
@Suite struct QuotaRulesTests {
  private static let account = "123456789012"
  private static let (standard, g, p) = ("L-1216C47A", "L-DB2E81BA", "L-417A185B")

  /// The findings about quotas, with quotas of the account in us-east-1; nil for an organization that names none.
  private func findings(
    _ patch: String, _ applied: [String: Int]?, inUse: [String: Int] = [:], in region: String = "us-east-1",
    of account: String = account
  ) throws -> [Finding] {
    var accounts = AccountQuotas(isEmpty: true)
    if let applied { accounts.add(RegionQuotas(applied: applied, inUse: inUse), of: account, in: region) }
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get().serving(.kubernetes),
      rules: .standard, policies: nil, accounts: accounts, asOf: Repository.day)
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return gate.evaluate(draft).findings.filter { $0.code.description.hasPrefix("TG9") }
  }

  private func codes(
    _ patch: String, _ applied: [String: Int]?, inUse: [String: Int] = [:]
  ) throws -> [String] {
    try findings(patch, applied, inUse: inUse).map { "\($0.code) \($0.severity) \($0.place.pointer)" }
  }

  private static func normal(_ types: String, _ workload: String = "{computeNodes: {min: 2, max: 8}, load: 0.5}")
    -> String
  {
    "spec: {costSavings: false, instanceTypes: [\(types)], workload: \(workload)}"
  }

  // MARK: With a sheet

  /// The shipped cost profile has 40 vCPUs of management and builder nodes in normal mode, and 4 in cost-savings mode.
  @Test func `a cluster that fits in cost-savings mode and not in normal mode`() throws {
    let fresh = [Self.standard: 8, Self.g: 0]
    #expect(try findings("spec: {costSavings: true}", fresh) == [])
    let found = try #require(try findings("spec: {costSavings: false}", fresh).first)
    #expect(found.code == "TG901" && found.severity == .error)
    #expect(found.place.pointer.description == "/spec/costSavings")
    #expect(
      found.message
        == "the account 123456789012 has 8 vCPUs left for management nodes in us-east-1, and normal mode needs 40")
    #expect(found.help.first == "cost-savings mode fits: `costSavings: true`")
    // Its one node fits too only if some listed type does.
    let other = try #require(try findings("spec: {costSavings: false, instanceTypes: [g6.xlarge]}", fresh).first)
    #expect(!other.help.contains { $0.contains("fits") })
    #expect(
      found.help.last
        == "ask for more: `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 72 --region us-east-1`"
    )
  }

  @Test func `where management nodes do not fit, types of other quotas are told about all the same`() throws {
    let patch = Self.normal("m7i.xlarge, g6.xlarge, g5.xlarge")
    #expect(
      try codes(patch, [Self.standard: 5, Self.g: 32]) == ["TG901 error /spec/costSavings"])
    #expect(
      try codes(patch, [Self.standard: 5, Self.g: 0]) == [
        "TG901 error /spec/costSavings", "TG902 warning /spec/instanceTypes/1", "TG902 warning /spec/instanceTypes/2",
      ])
  }

  @Test(arguments: [
    // The minimum, the expected and the greatest number of nodes: 2, 3 and 8, of 4 vCPUs each.
    (7, 0, ["TG901 error /spec/instanceTypes/0"], "1 node", "needs at least 2"),
    (8, 0, ["TG902 warning /spec/instanceTypes/0"], "2 nodes", "is expected to need 3"),
    (12, 0, ["TG902 warning /spec/instanceTypes/0"], "3 nodes", "may need 8"),
    (31, 0, ["TG902 warning /spec/instanceTypes/0"], "7 nodes", "may need 8"),
    (32, 0, [], "", ""), (40, 8, [], "", ""), (40, 9, ["TG902 warning /spec/instanceTypes/0"], "7 nodes", "may need 8"),
    (40, 100, ["TG901 error /spec/instanceTypes/0"], "no node", "needs at least 2"),
  ])
  func `the smallest size that does not fit decides`(
    quota: Int, inUse: Int, codes: [String], room: String, needs: String
  ) throws {
    let patch = Self.normal("g6.xlarge", "{computeNodes: {min: 2, max: 8}, load: 2.01}")
    let applied = [Self.standard: 40, Self.g: quota]
    #expect(try self.codes(patch, applied, inUse: [Self.g: inUse]) == codes)
    if let found = try findings(patch, applied, inUse: [Self.g: inUse]).first {
      #expect(
        found.message
          == "the account 123456789012 can run \(room) of `g6.xlarge` in us-east-1, and normal mode \(needs)")
      #expect(
        found.notes.first
          == "L-DB2E81BA, `Running On-Demand G and VT instances`, is \(quota) vCPUs, \(inUse) of them in use")
      #expect(found.help.last?.contains("--desired-value \(inUse + 32) ") == true)
    }
  }

  @Test func `compute nodes of the quota of the management nodes come on top of these`() throws {
    let patch = Self.normal("m7i.xlarge", "{computeNodes: {min: 2, max: 8}, load: 0}")
    #expect(try codes(patch, [Self.standard: 72]) == [])
    #expect(try codes(patch, [Self.standard: 71]) == ["TG902 warning /spec/instanceTypes/0"])
    #expect(try codes(patch, [Self.standard: 47]) == ["TG901 error /spec/instanceTypes/0"])
    #expect(try codes(patch, [Self.standard: 39]) == ["TG901 error /spec/costSavings"])
    let found = try #require(try findings(patch, [Self.standard: 47]).first)
    #expect(
      found.notes.contains(
        "the cluster needs 48 of it at least, 48 as expected and 72 at most, with 40 for management nodes"))
    #expect(found.notes[0].hasSuffix("is 47 vCPUs; how many are in use is not configured, and none are counted"))
    #expect(found.help.contains("the largest request for `m7i.xlarge` that fits now has 1 node"))
    #expect(found.help.contains("cost-savings mode fits: `costSavings: true`"))
  }

  @Test func `it is an error only if none of the listed types can start the cluster`() throws {
    let applied = [Self.standard: 60, Self.g: 4, Self.p: 0]
    // g6 fits once, p5 never, m7i five times.
    #expect(
      try codes(Self.normal("g6.xlarge, p5.48xlarge", "{computeNodes: {min: 2, max: 2}, load: 0}"), applied)
        == ["TG901 error /spec/instanceTypes/0", "TG901 error /spec/instanceTypes/1"])
    let patch = Self.normal("g6.xlarge, p5.48xlarge, m7i.xlarge", "{computeNodes: {min: 2, max: 2}, load: 0}")
    #expect(
      try codes(patch, applied) == ["TG902 warning /spec/instanceTypes/0", "TG902 warning /spec/instanceTypes/1"])
    let found = try #require(try findings(patch, applied).first)
    #expect(found.notes.last == "nodes of the other listed types that fit: `p5.48xlarge` 0 of 2, `m7i.xlarge` all")
  }

  @Test func `types of several quotas start a cluster together`() throws {
    let applied = [Self.standard: 40, Self.g: 4, Self.p: 192]
    #expect(
      try codes(Self.normal("g6.xlarge, p5.48xlarge", "{computeNodes: {min: 2, max: 2}, load: 0}"), applied)
        == ["TG902 warning /spec/instanceTypes/0", "TG902 warning /spec/instanceTypes/1"])
    // Two types of one quota share it.
    #expect(
      try codes(Self.normal("g6.xlarge, g5.xlarge", "{computeNodes: {min: 2, max: 2}, load: 0}"), applied)
        == ["TG901 error /spec/instanceTypes/0", "TG901 error /spec/instanceTypes/1"])
  }

  @Test func `what is unknown is said, and is never too little`() throws {
    for (patch, applied, reason) in [
      (Self.normal("mac2.metal"), [Self.standard: 500], "the catalog does not know which quota counts it"),
      (Self.normal("p3.2xlarge"), [Self.standard: 500, Self.p: 0], "the catalog does not know how many vCPUs it has"),
      (Self.normal("g6.xlarge"), [Self.standard: 500], "the account's sheet lacks the quota L-DB2E81BA"),
    ] {
      let found = try findings(patch, applied)
      #expect(found.map { "\($0.code) \($0.severity)" } == ["TG904 note"], "\(patch)")
      #expect(found.first?.message.hasSuffix("fits into a quota is not known: \(reason)") == true, "\(patch)")
    }
    // A type that is unknown may be the one that fits.
    #expect(
      try codes(Self.normal("mac2.metal, g6.xlarge"), [Self.standard: 500, Self.g: 0])
        == ["TG904 note /spec/instanceTypes/0", "TG902 warning /spec/instanceTypes/1"])
    let management = try findings(Self.normal("g6.xlarge"), [Self.g: 500])
    #expect(
      management.map(\.message) == [
        "whether the management nodes fit into a quota is not known: the account's sheet lacks the quota L-1216C47A"
      ])
  }

  @Test func `an account or a region without a sheet is a note where others have one`() throws {
    let elsewhere = try findings("{}", [Self.standard: 500], in: "us-west-2")
    #expect(elsewhere.map { "\($0.code) \($0.place.pointer)" } == ["TG904 /spec/region"])
    #expect(elsewhere.first?.notes == ["the configuration has those in us-west-2"])
    let other = try findings("{}", [Self.standard: 500], of: "210987654321")
    #expect(other.map { "\($0.code) \($0.place.pointer)" } == ["TG904 /spec/roleArn"])
    #expect(
      other.first?.message
        == "the quotas of the account 123456789012 in us-east-1 are not known, so that nothing is compared with them")
  }

  @Test func `reserved capacity is asked for no quota`() throws {
    let patch = "spec: {costSavings: false, instanceTypes: [p5.48xlarge, mac2.metal], capacityReservation: true}"
    #expect(try findings(patch, [Self.standard: 0, Self.p: 0]) == [])
    #expect(try findings(patch, nil) == [])
    #expect(try !findings(patch.replacing("true}", with: "false}"), [Self.standard: 0, Self.p: 0]).isEmpty)
  }

  @Test func `a cluster without compute nodes needs its management nodes alone`() throws {
    let patch = Self.normal("p5.48xlarge", "{computeNodes: {min: 0, max: 0}, load: 0}")
    #expect(try codes(patch, [Self.standard: 40, Self.p: 0]) == [])
    #expect(try codes(patch, nil) == [])
    // With none at least, it starts, and never grows.
    let growing = Self.normal("p5.48xlarge", "{computeNodes: {min: 0, max: 4}, load: 0}")
    #expect(try codes(growing, [Self.standard: 40, Self.p: 0]) == ["TG902 warning /spec/instanceTypes/0"])
  }

  @Test func `a cluster of the direct generation has no management nodes in the account`() throws {
    var contract = RequestContract()
    contract.generation = .direct
    contract.accepted = [.instanceTypes]
    var accounts = AccountQuotas(isEmpty: true)
    accounts.add(RegionQuotas(applied: [Self.standard: 8], inUse: [:]), of: Self.account, in: "us-east-1")
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get().serving(.direct),
      rules: .standard, policies: nil, contract: contract, accounts: accounts, asOf: Repository.day)
    let patch = Self.normal("m7i.xlarge", "{computeNodes: {min: 2, max: 2}, load: 0}")
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    #expect(gate.evaluate(draft).findings.filter { $0.code.description.hasPrefix("TG9") } == [])
  }

  // MARK: Without one

  @Test(arguments: [
    ("g6.xlarge", "`g6.xlarge`: its quota L-DB2E81BA, `Running On-Demand G and VT instances`, is 0 by default"),
    ("gr6.4xlarge", "`gr6.4xlarge`: its quota L-DB2E81BA, `Running On-Demand G and VT instances`, is 0 by default"),
    (
      "g6.xlarge, m7i.xlarge, g5.xlarge",
      "`g6.xlarge` or `g5.xlarge`: its quota L-DB2E81BA, `Running On-Demand G and VT instances`, is 0 by default"
    ),
    ("p5.48xlarge", "`p5.48xlarge`: its quota L-417A185B, `Running On-Demand P instances`, is 0 by default"),
  ])
  func `a type of which a new account may run none is a warning`(types: String, message: String) throws {
    let found = try findings("spec: {instanceTypes: [\(types)]}", nil)
    #expect(found.map(\.message) == ["a new AWS account cannot run " + message])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.help.count == 2)
  }

  @Test func `management nodes are no warning for everybody, though a new account may not run them`() throws {
    #expect(try findings("spec: {costSavings: false, instanceTypes: [m7i.xlarge]}", nil) == [])
    #expect(try findings("spec: {costSavings: false, instanceTypes: [mac2.metal]}", nil) == [])
  }

  @Test func `with a sheet the default does not count`() throws {
    #expect(try findings("spec: {instanceTypes: [g6.xlarge]}", [Self.standard: 40, Self.g: 40]) == [])
  }

  // MARK: Zones

  private func zones(_ patch: String) throws -> [Finding] {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate().evaluate(draft).findings.filter { $0.code == InstanceTypeZones.code }
  }

  @Test func `accelerators in fewer zones than a cluster in normal mode has are a warning, once`() throws {
    let catalog = try Repository.catalog.get()
    let data = try #require(catalog.data(for: "us-east-1"))
    func type(inZones count: Int, accelerated: Bool) throws -> String {
      try #require(
        data.offeredTypes.first {
          data.zones(offering: $0)?.count == count
            && catalog.instanceTypes[$0]?.specification?.accelerators.isEmpty == !accelerated
        })
    }
    let two = try type(inZones: 2, accelerated: true)
    let found = try zones("spec: {costSavings: false, instanceTypes: [\(two), m7i.xlarge]}")
    #expect(
      found.map(\.message) == [
        "us-east-1 offers the accelerators of `\(two)` in 2 of its 6 zones, and a cluster in normal mode has nodes in 3"
      ])
    let names = try #require(data.zones(offering: two))
    #expect(found.first?.notes.first == "they are in \(names.joined(separator: ", "))")
    #expect(found.first?.notes.count == 2)
    // One node is in one zone; other types are not scarce; one zone has its own message.
    #expect(try zones("spec: {costSavings: true, instanceTypes: [\(two)]}") == [])
    #expect(try zones("spec: {costSavings: false, instanceTypes: [\(try type(inZones: 2, accelerated: false))]}") == [])
    let one = try zones("spec: {costSavings: false, instanceTypes: [\(try type(inZones: 1, accelerated: true))]}")
    #expect(one.count == 1 && one.first?.message.contains("in one zone only") == true)
    #expect(try zones("spec: {costSavings: false, instanceTypes: [\(try type(inZones: 3, accelerated: true))]}") == [])
  }
}
