import Catalog
import Findings
import Money
import Requests
import TestSupport
import Testing

@testable import Costs

/// How many vCPUs a cluster needs, by quota.
@Suite struct VCPUNeedTests {
  private static let (standard, g, p) = ("L-1216C47A", "L-DB2E81BA", "L-417A185B")

  private func comparison(_ patch: String, _ profile: CostProfile? = nil) throws -> Comparison {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    let estimator = Estimator(
      profile: try profile ?? Repository.costProfile.get(), catalog: try Repository.catalog.get())
    return try estimator.comparison(of: try #require(draft.complete))
  }

  private func codes(_ need: VCPUNeed) -> [String] {
    need.total.map { "\($0.quota.code) \($0.vcpus.low) \($0.vcpus.expected) \($0.vcpus.high)" }
  }

  private static let nodes = "workload: {computeNodes: {min: 1, max: 8}, load: 0.1}"

  /// Normal mode has three management nodes and two builder nodes of 8 vCPUs each, cost-savings mode one node of 4.
  @Test func `both modes need their management nodes and their compute nodes`() throws {
    let comparison = try comparison("spec: {instanceTypes: [m7i.xlarge], \(Self.nodes)}")
    #expect(codes(comparison.normal.vcpus) == ["\(Self.standard) 44 48 72"])
    #expect(codes(comparison.costSavings.vcpus) == ["\(Self.standard) 8 8 8"])
    #expect(comparison.normal.vcpus.uncounted == [])
    // A little more than one node as expected is two whole ones.
    #expect(comparison.normal.computeNodes.expected > .one && comparison.normal.computeNodes.expected < Quantity(2))
    #expect(comparison.normal.vcpus.nodes == Bounds(low: 1, expected: 2, high: 8))
  }

  @Test func `types of one quota make a range, and of several quotas nothing is needed for sure`() throws {
    let two = try comparison("spec: {instanceTypes: [g6.xlarge, g6.4xlarge], \(Self.nodes)}").normal.vcpus
    #expect(codes(two) == ["\(Self.standard) 40 40 40", "\(Self.g) 4 20 128"])
    let mixed = try comparison("spec: {instanceTypes: [g6.xlarge, p5.48xlarge, m7i.large], \(Self.nodes)}").normal.vcpus
    #expect(codes(mixed) == ["\(Self.standard) 40 42 56", "\(Self.p) 0 128 1536", "\(Self.g) 0 4 32"])
    let listed = try #require(mixed.listed.first { $0.name == "p5.48xlarge" })
    let quota = try #require(listed.quota)
    #expect(mixed.vcpus(of: quota, using: listed) == Bounds(low: 192, expected: 384, high: 1_536))
    #expect(mixed.vcpus(of: quota, using: nil) == Bounds(0))
  }

  @Test func `a type that is listed twice counts once`() throws {
    let once = try comparison("spec: {instanceTypes: [g6.xlarge, p5.48xlarge]}").normal.vcpus
    #expect(try comparison("spec: {instanceTypes: [g6.xlarge, p5.48xlarge, g6.xlarge]}").normal.vcpus == once)
  }

  @Test func `what the catalog does not know is named, and nothing is made up for it`() throws {
    let need = try comparison("spec: {instanceTypes: [mac2.metal, p3.2xlarge, m7i.xlarge], \(Self.nodes)}").normal.vcpus
    #expect(need.uncounted == ["mac2.metal", "p3.2xlarge"])
    #expect(need.listed.map(\.vcpus) == [8, nil, 4])
    #expect(need.listed.map { $0.quota?.code } == [nil, Self.p, Self.standard])
    #expect(codes(need) == ["\(Self.standard) 40 44 72"])
  }

  @Test func `without compute nodes only the management nodes count`() throws {
    let need = try comparison(
      "spec: {instanceTypes: [mac2.metal], workload: {computeNodes: {min: 0, max: 0}, load: 0}}"
    ).normal.vcpus
    #expect(codes(need) == ["\(Self.standard) 40 40 40"])
    #expect(need.listed == [] && need.uncounted == [])
  }

  /// A profile of nodes alone.
  private func profile(_ components: [(type: String, quantity: String)]) throws -> CostProfile {
    let parts = components.enumerated().map { index, part in
      """
        - name: c\(index)
          title: c\(index)
          part: fixed
          price: {instanceType: [\(part.type)]}
          quantity: {normal: \(part.quantity), costSavings: 0}
          reason: test
      """
    }
    let text = """
      apiVersion: tollgate/v1
      kind: CostProfile
      metadata: {name: nodes}
      description: nodes
      components:
      \(parts.joined(separator: "\n"))
      """
    return try CostProfile(SourceFile(name: "profile.yaml", text: text))
  }

  private func sum(_ needs: [VCPUNeed]) -> [String: [Int]] {
    var sums: [String: [Int]] = [:]
    for part in needs.flatMap(\.total) {
      let vcpus = [part.vcpus.low, part.vcpus.expected, part.vcpus.high]
      sums[part.quota.code] = zip(sums[part.quota.code] ?? [0, 0, 0], vcpus).map { $0 + $1 }
    }
    return sums
  }

  @Test func `needs add up: two components need the sum, and n nodes n times one`() throws {
    var random = SeededGenerator(seed: 24)
    let types = [
      "m7i.xlarge", "c6i.2xlarge", "g6.12xlarge", "p5.48xlarge", "inf2.xlarge", "gr6.4xlarge", "u7i-12tb.224xlarge",
    ]
    for _ in 0..<60 {
      let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let low = Int.random(in: 0...40, using: &random)
        let high = low + Int.random(in: 1...40, using: &random)
        return (type: types.randomElement(using: &random) ?? "", low: low, high: high)
      }
      func need(_ parts: [(type: String, low: Int, high: Int)]) throws -> VCPUNeed {
        try comparison(
          "{}",
          profile(parts.map { ($0.type, "{low: \($0.low), expected: \($0.high), high: \($0.high)}") })
        ).normal.vcpus
      }
      let whole = sum([try need(parts)])
      #expect(whole == sum(try parts.map { try need([$0]) }), "\(parts)")
      let part = try #require(parts.first)
      let one = sum([try need([(part.type, 1, 1)])]).mapValues { zip($0, [part.low, part.high, part.high]).map(*) }
      #expect(sum([try need([part])]) == one, "\(part)")
    }
  }

  @Test func `nodes of the request add up too`() throws {
    func need(_ minimum: Int, _ maximum: Int, _ load: Int) throws -> VCPUNeed {
      try comparison(
        "spec: {instanceTypes: [g6.xlarge, g6.12xlarge], workload: {computeNodes: {min: \(minimum), max: \(maximum)}, load: \(load)}}"
      ).normal.vcpus
    }
    for count in [1, 2, 7, 400] {
      let need = try need(count, count, 0)
      let part = try #require(need.total.first { $0.quota.code == Self.g })
      #expect(part.vcpus == Bounds(low: 4 * count, expected: 26 * count, high: 48 * count))
    }
  }

  @Test func `a number beyond reason counts as the greatest, and neither traps nor wraps`() throws {
    let need = try comparison("{}", profile([("m7i.xlarge", "999999999999999")])).normal.vcpus
    #expect(need.total.map(\.vcpus) == [Bounds(VCPUNeed.most)])
  }

  @Test func `the bill in another currency needs the same`() throws {
    let comparison = try comparison("{}")
    let rate = ExchangeRate(currency: .usd, rate: .one, date: Repository.day)
    #expect(try rate.converted(comparison).normal.vcpus == comparison.normal.vcpus)
  }
}
