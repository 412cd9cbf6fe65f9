import Catalog
import Findings
import Requests
import Spelling

struct InstanceTypeExists: Rule {
  static let code: RuleCode = "TG401"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-exists"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "Every requested instance type is one that EC2 has.",
    why: "The control plane accepts any text; the node group fails after half of the cluster has been created.",
    example: "spec: {instanceTypes: [g5.xlarg]}",
    fixed: "spec: {instanceTypes: [g5.xlarge]}",
    fix: "Correct the name; the help line proposes the nearest. `tollgate catalog show TYPE` tells more."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    let unknown = context.requestedTypes.filter { $0.type == nil && InstanceTypeForm.isWellFormed($0.name.value) }
    return unknown.enumerated().map { index, type in
      .unknownType(type.name, in: context.catalog, help: index < InstanceTypeSuggestion.limit)
    }
  }
}

extension Finding {
  fileprivate static func unknownType(_ type: Located<String>, in catalog: Catalog, help: Bool) -> Finding {
    var finding = Finding(
      InstanceTypeExists.self, "the instance type `\(type.value)` does not exist", at: type.place,
      help: help ? InstanceTypeSuggestion.help(for: type.value, in: catalog) : [],
      notes: ["the catalog of \(catalog.asOf) knows \(catalog.instanceTypes.count) types"])
    if help { finding.edit = InstanceTypeSuggestion.edit(type, in: catalog) }
    return finding
  }
}

/// Suggests what somebody probably meant by the name of an instance type.
enum InstanceTypeSuggestion {
  /// The maximum number of types of a request that get a suggestion. Each requires a comparison with every type of the
  /// catalog.
  static let limit = 20

  /// The change to the type that was certainly meant; nil if that is not certain.
  static func edit(_ type: Located<String>, in catalog: Catalog) -> Edit? {
    Spelling.certain(type.value, in: catalog.instanceTypes.keys).flatMap { Edit.value($0, for: type) }
  }

  static func help(for text: String, in catalog: Catalog) -> [String] {
    let nearest = Spelling.nearest(to: text, in: catalog.instanceTypes.keys.sorted(), count: 3)
    guard let first = nearest.first else { return ["`tollgate catalog show` lists the instance types"] }
    let others = nearest.dropFirst().map { "`\($0)`" }
    return [Spelling.question(first) + (others.isEmpty ? "" : " (or \(others.joined(separator: ", ")))")]
  }
}
