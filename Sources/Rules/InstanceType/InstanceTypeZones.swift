import Catalog
import Findings
import Requests

struct InstanceTypeZones: Rule {
  static let code: RuleCode = "TG406"
  static let name = "instance-type-zones"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: """
      Every requested instance type is offered in more than one availability zone of the region, and in normal mode every \
      type with accelerators in as many zones as the cluster has management nodes in, three unless a parameter says otherwise.
      """,
    why: """
      If the only zone fails or has no capacity, the cluster has nowhere else to go. Accelerators are often scarce, and a \
      cluster can use them only in zones where it has a subnet; few zones leave little choice.
      """,
    example: "spec: {region: us-east-1, instanceTypes: [trn1n.32xlarge]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [m5.xlarge]}",
    fix: "Add a type that more zones offer."
  )

  /// In how many zones a cluster in normal mode has nodes. Source: the cost profile's components, `management-nodes`.
  var clusterZones = 3
  static let parameters: [RuleParameter<InstanceTypeZones>] = [
    .integer("clusterZones", \.clusterZones, in: 1...10, "zones that a cluster in normal mode has nodes in")
  ]

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region else { return [] }
    return context.requestedTypes.compactMap { type in
      guard case .offered(let zones) = type.offering else { return nil }
      if zones.count == 1 {
        return Finding(
          Self.self,
          "\(region.value) offers the instance type `\(type.name.value)` in one zone only, \(zones.names.joined())",
          at: type.name.place, help: ["add a type that more zones offer"])
      }
      // Most types are in more zones, and are asked no further.
      guard zones.count > 1, zones.count < clusterZones, draft.costSavings?.value == false,
        type.specification?.accelerators.isEmpty == false, let all = context.catalog.data(for: region.value)?.zones,
        zones.count < min(clusterZones, all.count)
      else { return nil }
      return Finding(
        Self.self,
        "\(region.value) offers the accelerators of `\(type.name.value)` in \(zones.count) of its \(all.count) zones, and a cluster in normal mode has nodes in \(min(clusterZones, all.count))",
        at: type.name.place, help: ["add a type that more zones offer"],
        notes: ["they are in " + zones.names.joined(separator: ", ")] + shared(in: context))
    }
  }

  /// The zones that offer every requested type, where there are several types and all of their zones are known.
  private func shared(in context: RuleContext) -> [String] {
    guard context.requestedTypes.count > 1 else { return [] }
    var shared: [String]?
    for type in context.requestedTypes {
      guard case .offered(let zones) = type.offering else { return [] }
      let names = zones.names
      shared = shared?.filter(names.contains) ?? names
    }
    guard let shared else { return [] }
    return [
      shared.isEmpty
        ? "no zone offers all of the listed types" : "all of the listed types are in " + shared.joined(separator: ", ")
    ]
  }
}
