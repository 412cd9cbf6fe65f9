import Catalog
import Findings
import Requests

struct InstanceTypeArchitectures: Rule {
  static let code: RuleCode = "TG408"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-architectures"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "The requested instance types are all Arm or all x86.",
    why: """
      A job's image is built for one of them. In a mixed cluster it starts or fails by the node that it happens to get.
      """,
    example: "spec: {instanceTypes: [m5.xlarge, m7g.xlarge]}",
    fixed: "spec: {instanceTypes: [m5.xlarge, m7i.xlarge]}",
    fix: "Keep to one architecture; make a second cluster for the other."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    let known = context.requestedTypes.filter { $0.specification != nil }
    func isArm(_ type: RequestedType) -> Bool { type.specification?.architectures.contains(where: \.isArm) ?? false }
    guard let first = known.first, let other = known.first(where: { isArm($0) != isArm(first) }) else { return [] }
    return [.mixed(other.name, isArm: isArm(other), first: first.name)]
  }
}

extension Finding {
  fileprivate static func mixed(_ type: Located<String>, isArm: Bool, first: Located<String>) -> Finding {
    let (here, there) = isArm ? ("Arm", "x86") : ("x86", "Arm")
    return Finding(
      InstanceTypeArchitectures.self, "`\(type.value)` is \(here), but `\(first.value)` is \(there)", at: type.place,
      help: ["keep to one architecture in a cluster"])
  }
}
