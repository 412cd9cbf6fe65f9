import Foundation
import Findings
import TestSupport
import Testing

@testable import Costs

@Suite struct CostProfileTests {
  static let profile = """
    apiVersion: tollgate/v1
    kind: CostProfile
    metadata: {name: small}
    description: one node
    components:
      - name: node
        title: node
        part: fixed
        price: {instanceType: m5.large}
        quantity: {normal: 1, costSavings: 1}
        reason: assumed
    """

  @Test func `the shipped profile reads without a finding`() throws {
    let profile = try Repository.costProfile.get()
    #expect(profile.name == "default")
    #expect(profile.components.count == 18)
    #expect(profile.components.allSatisfy { !$0.reason.isEmpty })
  }

  @Test(arguments: [
    ("kind: CostProfile", "kind: Profile", "`kind` is `Profile`, not `CostProfile`"),
    ("tollgate/v1", "tollgate/v2", "`apiVersion` is `tollgate/v2`, not `tollgate/v1`"),
    ("part: fixed", "part: variable", "`part` is `fixed` or `usage`"),
    ("part: fixed", "parts: fixed", "a component has no field `parts`"),
    ("normal: 1", "normal: -1", "a quantity should be a plain decimal, not less than zero"),
    ("normal: 1", "normal: many", "`quantity` should be a number, not a string"),
    ("normal: 1", "normal: {low: 2, expected: 1, high: 3}", "`low`, `expected` and `high` must not descend"),
    ("normal: 1", "normal: {low: 2, expected: 3}", "`quantity` lacks the field `high`"),
    ("normal: 1", "normal: {fixed: 1, perNode: 2}", "`quantity` has no field `perNode`"),
    ("{instanceType: m5.large}", "{service: EKS}", "`price` lacks the field `usage`"),
    ("{instanceType: m5.large}", "{instanceType: []}", "`instanceType` is empty"),
    ("{instanceType: m5.large}", "{instanceType: a, service: EKS}", "`instanceType` and `service` exclude each other"),
    (
      "{instanceType: m5.large}", "{instanceType: a, fallback: {unit: hour, low: 2, expected: 1, high: 3, reason: x}}",
      "`low`, `expected` and `high` must not descend"
    ),
    (
      "{instanceType: m5.large}", "{instanceType: a, fallback: {unit: hour, low: -2, expected: 1, high: 3, reason: x}}",
      "`low` should be an amount such as `0.045`"
    ),
    (
      "components:", "scaling: {runSeconds: 0}\ncomponents:",
      "`runSeconds` is 0, not a number from 0.001 to 1000000000.0"
    ),
    ("components:", "scaling: {bootSecond: 9}\ncomponents:", "`scaling` has no field `bootSecond`"),
    (
      "{instanceType: m5.large}",
      "{service: S3, usage: x, fallback: {unit: GB, low: 1, expected: 2, high: 3, reason: x, ratio: {service: EBS, usage: y, base: 0, known: 1, place: z}}}",
      "`base` is zero, which nothing can be compared with"
    ),
    ("{instanceType: m5.large}", "free", "`price` should be a mapping, not a string"),
    ("components:", "components: []\nothers:", "the profile has no field `others`"),
    ("name: small", "name: [", "did not find expected node content"),
  ])
  func `a mistake is a finding with its place`(old: String, new: String, message: String) throws {
    try #require(Self.profile.contains(old))
    let text = Self.profile.replacing(old, with: new, maxReplacements: 1)
    let error = #expect(throws: CostProfileError.self) { try CostProfile(SourceFile(name: "p.yaml", text: text)) }
    #expect(error?.findings.contains { $0.message == message } == true, "\(error?.findings.map(\.message) ?? [])")
    #expect(error?.findings.allSatisfy { $0.place.source == "p.yaml" } == true)
  }

  @Test(arguments: [
    ("{instanceType: m5.lrge}", "the instance type `m5.lrge` does not exist", "did you mean `m5.large`?"),
    ("{instanceType: [m5.large, m5.lrge]}", "the instance type `m5.lrge` does not exist", "did you mean `m5.large`?"),
    (
      "{service: EBS, usage: gp3 storrage}", "nothing in the catalog has the usage `gp3 storrage`",
      "did you mean `gp3 storage`?"
    ),
    (
      "{service: NAT gatway, usage: hour}", "nothing in the catalog has the service `NAT gatway`",
      "did you mean `NAT gateway`?"
    ),
  ])
  func `a misspelled type, service or usage is an error with what was probably meant`(
    price: String, message: String, help: String
  ) throws {
    let text = Self.profile.replacing("{instanceType: m5.large}", with: price)
    let profile = try CostProfile(SourceFile(name: "p.yaml", text: text))
    let error = #expect(throws: CostProfileError.self) { try profile.checked(against: Repository.catalog.get()) }
    #expect(error?.findings.map(\.message) == [message])
    #expect(error?.findings.first?.help.first?.hasPrefix(String(help.dropLast())) ?? false)
  }

  @Test(arguments: ["{service: EBS, usage: gp9 storage}", "{service: Lambda, usage: request}"])
  func `what the catalog merely does not price is no mistake of the profile`(price: String) throws {
    let text = Self.profile.replacing("{instanceType: m5.large}", with: price)
    #expect(throws: Never.self) {
      try CostProfile(SourceFile(name: "p.yaml", text: text)).checked(against: Repository.catalog.get())
    }
  }

  @Test func `a component that is listed twice is found`() throws {
    let component = try #require(Self.profile.range(of: "  - name"))
    let text = Self.profile + "\n" + Self.profile[component.lowerBound...]
    let error = #expect(throws: CostProfileError.self) {
      try CostProfile(SourceFile(name: "p.yaml", text: String(text)))
    }
    #expect(error?.findings.map(\.message) == ["the component `node` is listed twice"])
  }

  @Test func `a profile is one document`() {
    #expect(throws: CostProfileError.self) { try CostProfile(SourceFile(name: "p.yaml", text: "")) }
    #expect(throws: CostProfileError.self) {
      try CostProfile(SourceFile(name: "p.yaml", text: Self.profile + "\n---\n" + Self.profile))
    }
  }
}
