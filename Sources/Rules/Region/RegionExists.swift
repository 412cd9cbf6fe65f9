import Catalog
import Findings
import Requests
import Spelling

struct RegionExists: Rule {
  static let code: RuleCode = "TG301"
  static let dimensions: RequestDimensions = .region
  static let name = "region-exists"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "The region is one that AWS has.",
    why: "The control plane accepts any text and fails when it calls AWS.",
    example: "spec: {region: us-est-1}",
    fixed: "spec: {region: us-east-1}",
    fix: "Correct the name; `tollgate catalog show` lists every region."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, context.catalog.regions[region.value] == nil else { return [] }
    return [.unknownRegion(region, in: context.catalog)]
  }
}

extension Finding {
  fileprivate static func unknownRegion(_ region: Located<String>, in catalog: Catalog) -> Finding {
    var help: [String] = []
    let withoutZone = String(region.value.dropLast())
    if catalog.regions[withoutZone] != nil, region.value.unicodeScalars.last?.properties.isAlphabetic ?? false {
      help = ["that is an availability zone; write the region, `\(withoutZone)`"]
    } else {
      let nearest = Spelling.nearest(to: region.value, in: catalog.regions.keys.sorted(), count: 3)
      let others = nearest.dropFirst().map { "`\($0)`" }
      if let first = nearest.first {
        help = [Spelling.question(first) + (others.isEmpty ? "" : " (or \(others.joined(separator: ", ")))")]
      }
    }
    var finding = Finding(
      RegionExists.self, "the region `\(printable(region.value, limit: 80))` does not exist", at: region.place,
      help: help, notes: ["the catalog of \(catalog.asOf) knows \(catalog.regions.count) regions"])
    finding.edit = Spelling.certain(region.value, in: catalog.regions.keys).flatMap { Edit.value($0, for: region) }
    return finding
  }
}
