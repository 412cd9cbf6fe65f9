import Catalog
import Findings
import Gate
import Requests
import TestSupport
import Testing

@testable import Rules

/// Regions, instance types and workloads.
@Suite struct PlaceRulesTests {
  private func findings(_ patch: String) throws -> [Finding] {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate().evaluate(draft).findings
  }

  @Test(arguments: [
    ("{region: us-est-1}", "TG301", ["did you mean `us-east-1`? (or `us-west-1`, `us-east-2`)"]),
    ("{region: us-east-1a}", "TG301", ["that is an availability zone; write the region, `us-east-1`"]),
    ("{region: atlantis}", "TG301", []),
    ("{region: eu-south-1}", "TG302", ["enable it with `aws account enable-region --region-name eu-south-1`"]),
    ("{region: eu-west-1}", "TG303", ["choose one of `us-east-1`, `us-east-2`, `us-west-1`, `us-west-2`"]),
    ("{region: cn-north-1}", "TG304", []),
    ("{instanceTypes: [g5.xlarg]}", "TG401", ["did you mean `g5.xlarge`? (or `c5.xlarge`, `g5.2xlarge`)"]),
    ("{instanceTypes: [g55.xlarge]}", "TG401", ["did you mean `g5.xlarge`? (or `g5g.xlarge`, `c5.xlarge`)"]),
    ("{instanceTypes: [zzz9.zzzzzzzzzz]}", "TG401", ["`tollgate catalog show` lists the instance types"]),
    ("{instanceTypes: [\"m5.large, c5.large\"]}", "TG402", ["write one element for each: `[m5.large, c5.large]`"]),
    ("{instanceTypes: [\" M5.Large \"]}", "TG402", ["write `m5.large`"]),
    ("{instanceTypes: [m5]}", "TG402", ["add a size, for example `m5.xlarge`"]),
    ("{instanceTypes: [m3.large]}", "TG407", ["use its successor, `m5.large`"]),
    (
      "{workload: {load: 35}}", "TG503",
      ["the load is the mean number of nodes that jobs keep busy: lower it, or raise `computeNodes.max`"]
    ),
    ("{workload: {load: -0.1}}", "TG503", ["write 0 or more"]),
    (
      "{workload: {load: 0.12345678901}}", "TG503",
      ["write the mean number of busy nodes with at most nine decimal places, such as `0.35`"]
    ),
    ("{workload: {computeNodes: {min: 1, max: 100001}}}", "TG502", ["write a number from 0 to 100000"]),
  ])
  func `a mistake is found with what to do`(spec: String, code: String, help: [String]) throws {
    let found = try #require(try findings("spec: \(spec)").first { $0.code.description == code })
    #expect(found.help == help)
  }

  @Test func `a type that the region lacks is named with the nearest and the regions that have it`() throws {
    let found = try findings("spec: {region: us-west-1, instanceTypes: [p4d.24xlarge]}")
    let finding = try #require(found.first { $0.code == "TG404" })
    #expect(finding.help.count == 2)
    #expect(finding.help[0] == "the nearest that us-west-1 offers is `p5.48xlarge`")
    #expect(finding.help[1].hasPrefix("`p4d.24xlarge` is offered in "))
  }

  @Test func `every instance type gets its own finding at its own place`() throws {
    let text = RequestText.approved.replacing(
      "[m7i.xlarge]", with: "[m7i.xlarge, mac2.metal, m5.metal, t3.medium, m7i.xlarge]")
    let draft = try #require(RequestText.drafts(text).first)
    let found = try Repository.gate().evaluate(draft).findings
    #expect(found.map { "\($0.code) \($0.place.range.start.column)" }.contains("TG409 31"))
    #expect(found.map { "\($0.code) \($0.place.range.start.column)" }.contains("TG410 43"))
    #expect(found.map { "\($0.code) \($0.place.range.start.column)" }.contains("TG411 53"))
    #expect(found.map { "\($0.code) \($0.place.range.start.column)" }.contains("TG412 64"))
    #expect(found.allSatisfy { $0.place.range.start.line == 9 })
  }

  @Test func `a successor has the same series and size, and is never weaker`() throws {
    let catalog = try Repository.catalog.get()
    var compared = 0
    for type in catalog.instanceTypes.values {
      guard let old = type.specification, !old.isCurrentGeneration,
        let successor = Equivalents.successor(of: type.name, in: "us-east-1", catalog)
      else { continue }
      let new = try #require(catalog.instanceTypes[successor]?.specification)
      #expect(new.vcpus >= old.vcpus && new.memoryMiB >= old.memoryMiB, "\(type.name) -> \(successor)")
      #expect(InstanceTypeName(type.name)?.size == InstanceTypeName(successor)?.size)
      #expect(InstanceTypeName(type.name)?.series == InstanceTypeName(successor)?.series)
      compared += 1
    }
    #expect(compared > 20)
  }
}
