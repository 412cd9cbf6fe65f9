import Catalog
import Costs
import Findings
import Foundation
import Platform
import Policies
import Rules
import TestSupport

@testable import Gate

/// A small catalog of random regions, types and prices, with random policies, so small that everything can be tried.
struct CutCatalog {
  let gate: Gate
  let offers: RegionOffers
  let types: [String]
  let regions: [String]
  let policies: [String]

  private static let regions = ["us-east-1", "us-west-2", "ca-central-1", "eu-west-1", "ap-south-1"]
  private static let types: [(name: String, vcpus: Int, memory: Int, rest: String)] = [
    ("m5.large", 2, 8_192, ""), ("m5.xlarge", 4, 16_384, ""), ("m6g.large", 2, 8_192, "arm64"),
    ("t3.large", 2, 8_192, "burstable"), ("c5.xlarge", 4, 8_192, ""), ("r5.large", 2, 16_384, ""),
    ("g5.xlarge", 4, 16_384, "A10G 24576"), ("g4dn.xlarge", 4, 16_384, "T4 16384"),
    ("g6.2xlarge", 8, 32_768, "L4 24576"),
  ]

  init(_ generator: inout SeededGenerator) throws {
    let regions = Array(Self.regions.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)))
    let types = Array(Self.types.shuffled(using: &generator).prefix(Int.random(in: 3...5, using: &generator)))
    var files: [String: String] = [
      "regions.xml": """
      <regions as-of="2026-10-15">
      \(Self.regions.sorted().map { "<region name=\"\($0)\" partition=\"aws\" opt-in=\"false\" description=\"\($0)\"/>" }.joined())
      </regions>
      """
    ]
    var offered: [String: [String]] = [:]
    for region in regions {
      var offers = ""
      var prices = ""
      for type in types.sorted(by: { $0.name < $1.name }) where Int.random(in: 0..<5, using: &generator) > 0 {
        offered[type.name, default: []].append(region)
        offers += "<offer type=\"\(type.name)\" zones=\"a-az1 a-az2\"/>"
        // Few different prices, so that some requests cost the same; some have none.
        guard Int.random(in: 0..<8, using: &generator) > 0 else { continue }
        let price = Int.random(in: 1...9, using: &generator)
        prices +=
          "<price type=\"\(type.name)\" usd=\"0.\(price)\" status=\"list\" as-of=\"2026-10-15\" source=\"test\"/>"
      }
      let service = Int.random(in: 1...3, using: &generator)
      files["regions/\(region).xml"] = """
        <region name="\(region)" as-of="2026-10-15" currency="USD">
        <offers as-of="2026-10-15">\(offers)</offers><on-demand>\(prices)</on-demand>
        <services><service name="EKS" usage="hours" unit="hour" usd="0.\(service)" status="list" as-of="2026-10" source="test"/></services>
        </region>
        """
    }
    files["regions/us-east-1.xml"] = files["regions/us-east-1.xml"] ?? Self.empty("us-east-1")
    files["instance-types.xml"] =
      "<instance-types as-of=\"2026-10-15\">"
      + types.sorted { $0.name < $1.name }.map { Self.element($0, offered[$0.name] ?? []) }.joined()
      + "</instance-types>"
    let folder = try SmallCatalog.folder(replacing: files)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let catalog = try Repository.loader.catalog(in: folder, regions: .all)
    let profile = try CostProfile(SourceFile(name: "profile.yaml", text: Self.profile))
    var texts: [String] = []
    for number in 0..<Int.random(in: 1...4, using: &generator) {
      texts.append(Self.policy("p\(number)", regions, types.map(\.name), &generator))
    }
    if Bool.random(using: &generator) { texts.append(Self.exception(regions, &generator)) }
    let documents = PolicyDocuments(sources: [SourceFile(name: "policies.yaml", text: texts.joined(separator: "---\n"))]
    )
    let set = PolicySet(documents, catalog: catalog)
    guard !set.findings.contains(where: { $0.severity == .error }) else { throw Unusable(findings: set.findings) }
    gate = Gate(
      catalog: catalog, costProfile: profile, rules: .standard, policies: set, asOf: Repository.day)
    offers = RegionOffers(catalog, gate.estimator, partition: "aws")
    self.types = types.map(\.name).sorted()
    self.regions = regions
    policies = set.active
  }

  struct Unusable: Error { let findings: [Finding] }

  private static func empty(_ region: String) -> String {
    "<region name=\"\(region)\" as-of=\"2026-10-15\" currency=\"USD\"><on-demand></on-demand><services></services></region>"
  }

  private static func element(
    _ type: (name: String, vcpus: Int, memory: Int, rest: String), _ regions: [String]
  ) -> String {
    let parts = type.rest.split(separator: " ")
    let accelerator =
      parts.count == 2
      ? "<accelerator kind=\"gpu\" model=\"\(parts[0])\" count=\"1\" memory-mib=\"\(parts[1])\"/>" : ""
    let offered = regions.isEmpty ? "" : "<offered regions=\"\(regions.sorted().joined(separator: " "))\"/>"
    return """
      <type name="\(type.name)" vcpus="\(type.vcpus)" memory-mib="\(type.memory)" \
      architectures="\(type.rest == "arm64" ? "arm64" : "x86_64")" current-generation="true" bare-metal="false" \
      burstable="\(type.rest == "burstable")" network="10 Gigabit" usage-classes="on-demand spot">\(accelerator)\(offered)</type>
      """
  }

  private static let profile = """
    apiVersion: tollgate/v1
    kind: CostProfile
    metadata: {name: small}
    description: A small one
    components:
      - {name: control-plane, title: control plane, part: fixed, price: {service: EKS, usage: hours}, reason: test,
         quantity: {normal: 1, costSavings: 1}}
      - {name: management, title: management, part: fixed, reason: test, quantity: {normal: 3, costSavings: 1},
         price: {service: Management, usage: node, fallback: {unit: hour, low: 0.1, expected: 0.2, high: 0.3, reason: test}}}
      - {name: compute-nodes, title: compute nodes, part: usage, price: requestedInstanceTypes, reason: test,
         quantity: {normal: {perComputeNode: 1}, costSavings: {perComputeNode: 1}}}
    """

  private static func policy(
    _ name: String, _ regions: [String], _ types: [String], _ generator: inout SeededGenerator
  ) -> String {
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let region = regions.randomElement(using: &generator) ?? ""
    let type = types.randomElement(using: &generator) ?? ""
    let amount = pick(3...16) * 100
    let expressions = [
      "object.spec.region != '\(region)'", "object.spec.region == '\(region)'",
      "object.spec.instanceTypes.all(t, t != '\(type)')",
      "object.spec.instanceTypes.exists(t, instanceType(t).memoryMiB >= \(pick(8...16) * 1024))",
      "object.spec.instanceTypes.size() <= \(pick(1...2))",
      "cost.selected.monthly.expected <= money('\(amount).00')",
      "money('\(amount).00') > cost.selected.monthly.expected || object.spec.region == '\(region)'",
      "cost.selected.monthly.expected >= money('\(amount).00')",
      "cost.selected.monthly.high <= money('\(amount * 2).00')",
      "object.spec.costSavings || object.metadata.labels.?environment.orValue('') == 'production'",
      "!object.spec.costSavings", "object.spec.workload.computeNodes.max <= \(pick(1...2))",
      "object.spec.workload.computeNodes.min >= 1 || object.spec.costSavings",
      "object.spec.instanceTypes.all(t, instanceType(t).vcpus * object.spec.workload.computeNodes.max <= \(pick(2...10)))",
      "object.spec.instanceTypes.all(t, !has(instanceType(t).hourly) || instanceType(t).hourly <= money('0.\(pick(3...9))'))",
      "object.metadata.name.startsWith('\(Bool.random(using: &generator) ? "v" : "w")')",
      "has(cost.savings) && cost.savings.monthly.expected > money('\(pick(0...4) * 50).00')",
      "variables.big.all(t, t != '\(type)') && variables.cheap",
    ]
    let expression = expressions.randomElement(using: &generator) ?? "true"
    let condition =
      pick(0...3) == 0
      ? "  matchConditions: [{name: there, expression: \"object.spec.region != '\(region)'\"}]\n" : ""
    let actions = pick(0...5) == 0 ? "  validationActions: [Warn]\n" : ""
    return """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: \(name)}
      spec:
        description: A test.
      \(condition)\(actions)  exceptions: Allowed
      \(expression.contains("variables") ? variables : "")  validations:
          - {name: rule, expression: "\(expression)", message: it is so}

      """
  }

  private static let variables = """
      variables:
        - {name: big, expression: "object.spec.instanceTypes.filter(t, instanceType(t).vcpus > 2)"}
        - {name: cheap, expression: "cost.selected.monthly.expected < money('1000.00')"}

    """

  private static func exception(_ regions: [String], _ generator: inout SeededGenerator) -> String {
    """
    apiVersion: tollgate/v1
    kind: PolicyException
    metadata: {name: waiver}
    spec:
      findings: [p0/rule]
      requests:
        expression: object.spec.region == '\(regions.randomElement(using: &generator) ?? "")'
      reason: A test.
      ticket: T-1
      approvedBy: somebody
      expires: 2027-01-31

    """
  }
}
