import Catalog
import Findings
import Requests

struct InstanceTypeOffered: Rule {
  static let code: RuleCode = "TG404"
  static let dimensions: RequestDimensions = [.region, .instanceTypes]
  static let name = "instance-type-offered"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "Every requested instance type is offered in the requested region.",
    why: """
      The control plane accepts the request and fails an hour later, after it has created half of the cluster.
      """,
    example: "spec: {region: us-west-1, instanceTypes: [p4d.24xlarge]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [p4d.24xlarge]}",
    fix: """
      Choose a region that offers the type, or the nearest type that the region offers; both are named in the help lines.
      """
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region else { return [] }
    return context.requestedTypes
      .filter { $0.offering.isAbsent }
      .map { .notOffered($0, in: region.value, context.catalog) }
  }
}

extension Finding {
  fileprivate static func notOffered(_ requested: RequestedType, in region: String, _ catalog: Catalog) -> Finding {
    let type = requested.name
    var help: [String] = []
    if let equivalent = Equivalents.nearest(to: type.value, in: region, catalog) {
      help.append("the nearest that \(region) offers is `\(equivalent)`")
    }
    let elsewhere = catalog.instanceTypes[type.value]?.offeredRegions ?? []
    if !elsewhere.isEmpty {
      let shown = elsewhere.prefix(6).joined(separator: ", ")
      let rest = elsewhere.count > 6 ? " and \(elsewhere.count - 6) more" : ""
      help.append("`\(type.value)` is offered in \(shown)\(rest)")
    }
    let message: String
    if case .withdrawn(let day) = requested.offering {
      message = "the instance type `\(type.value)` is no longer offered in \(region), since \(day)"
    } else {
      message = "the instance type `\(type.value)` is not offered in \(region)"
    }
    return Finding(InstanceTypeOffered.self, message, at: type.place, help: help)
  }
}
