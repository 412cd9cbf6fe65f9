import Catalog
import Findings
import Requests
import Spelling

struct InstanceTypeForm: Rule {
  static let code: RuleCode = "TG402"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-form"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "Every instance type is written as EC2 writes them: a family, a dot and a size, in lowercase.",
    why: "A list in one string, a capital letter or a missing size names no type.",
    example: "spec: {instanceTypes: [\"m5.xlarge,g5.xlarge\"]}",
    fixed: "spec: {instanceTypes: [m5.xlarge, g5.xlarge]}",
    fix: "Write `FAMILY.SIZE`, such as `m5.xlarge`, one element of the list for each."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes
      .filter { $0.type == nil && !Self.isWellFormed($0.name.value) }
      .enumerated().map { index, type in
        .malformed(type.name, in: context.catalog, isCompared: index < InstanceTypeSuggestion.limit)
      }
  }

  /// Whether a text has the form of a type's name: two groups of lowercase letters, digits and hyphens around a dot. A
  /// text with this form that is not a type is probably misspelled rather than malformed.
  static func isWellFormed(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
          }
      }
  }
}

extension Finding {
  /// - Parameter isCompared: Whether the text is compared with every type of the catalog.
  fileprivate static func malformed(_ type: Located<String>, in catalog: Catalog, isCompared: Bool) -> Finding {
    let help: [String]
    if type.value.utf8.contains(UInt8(ascii: ",")) {
      let parts = type.value.split(separator: ",").map { printable(String($0.trimmingBlanks), limit: 40) }
      help = ["write one element for each: `[\(parts.joined(separator: ", "))]`"]
    } else if catalog.instanceTypes[type.value.lowercased().trimmingBlanks] != nil {
      help = ["write `\(type.value.lowercased().trimmingBlanks)`"]
    } else if !type.value.isEmpty, catalog.instanceTypes[type.value + ".xlarge"] != nil {
      help = ["add a size, for example `\(type.value).xlarge`"]
    } else {
      help = isCompared ? InstanceTypeSuggestion.help(for: type.value, in: catalog) : []
    }
    var finding = Finding(
      InstanceTypeForm.self, "`\(printable(type.value, limit: 80))` is not written as an instance type",
      at: type.place, help: help)
    if isCompared { finding.edit = InstanceTypeSuggestion.edit(type, in: catalog) }
    return finding
  }
}
