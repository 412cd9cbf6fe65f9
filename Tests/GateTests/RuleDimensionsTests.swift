import Findings
import Requests
import Rules
import TestSupport
import Testing

@testable import Gate

@Suite struct RuleDimensionsTests {
  private static let regions = ["us-east-1", "us-gov-west-1", "ap-east-1", "mars-1", "eu-west-1", "cn-north-1"]
  private static let types = [
    "m7i.xlarge", "g6.xlarge", "p5.48xlarge", "m1.small", "t3.micro", "mac2.metal", "m6g.large", "nope.large",
    "G6.xlarge", "trn2.48xlarge", "i3.metal",
  ]

  /// Two requests that agree in what findings of a code may rest on have the same of them, or the table is wrong.
  @Test func `findings rest on no more than the table of dimensions says`() throws {
    var generator = SeededGenerator(seed: 7)
    let gate = try Repository.gate()
    let roles = ["arn:aws:iam::123456789012:role/a", "arn:aws-cn:iam::123456789012:role/a", "arn:aws:iam::1:user/a"]
    var seen: Set<RuleCode> = []
    for _ in 0..<400 {
      let text = try RequestText.patched(
        """
        metadata: {name: \(Bool.random(using: &generator) ? "good" : "Bad_Name")}
        spec: {roleArn: "\(roles.randomElement(using: &generator) ?? "")", workload: {load: 0.9}}
        """)
      let draft = try #require(RequestText.drafts(text, name: "a.json").first)
      let (one, other) = (Self.change(&generator), Self.change(&generator))
      for code in Set(gate.denials(of: draft.applying(one))) {
        seen.insert(code)
        let dimensions = Registry.dimensions(of: code)
        var alike = other
        if dimensions.contains(.region) { alike.region = one.region }
        if dimensions.contains(.instanceTypes) { alike.instanceTypes = one.instanceTypes }
        if dimensions.contains(.mode) { alike.costSavings = one.costSavings }
        if dimensions.contains(.computeNodes) {
          (alike.minimumNodes, alike.maximumNodes) = (one.minimumNodes, one.maximumNodes)
        }
        #expect(gate.denials(of: draft.applying(alike)).contains(code), "\(code)")
      }
    }
    // Those that errors of the table would be about are among them.
    #expect(seen.isSuperset(of: ["TG101", "TG202", "TG301", "TG401", "TG404", "TG501"]), "\(seen)")
  }

  private static func change(_ generator: inout SeededGenerator) -> RequestChange {
    let types = types.shuffled(using: &generator).prefix(Int.random(in: 0...3, using: &generator))
    return RequestChange(
      region: regions.randomElement(using: &generator) ?? "", instanceTypes: Array(types),
      costSavings: Bool.random(using: &generator), minimumNodes: Int.random(in: 0...3, using: &generator),
      maximumNodes: Int.random(in: 0...3, using: &generator))
  }
}
