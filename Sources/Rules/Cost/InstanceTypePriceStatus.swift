import Money
import Catalog
import Findings
import Requests

struct InstanceTypePriceStatus: Rule {
  static let code: RuleCode = "TG511"
  static let dimensions: RequestDimensions = [.region, .instanceTypes]
  static let name = "instance-type-price-status"
  static let severity = Severity.note
  static let documentation = RuleDocumentation(
    checks: "The price of every requested instance type is confirmed by a second source.",
    why: "A price that one extraction of AWS's list has, or that follows from a rule, may be wrong.",
    example: "spec: {region: us-east-1, instanceTypes: [c8in.large]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [m5.xlarge]}",
    fix: "Compare it with AWS's price list before you rely on it."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let data = draft.region.flatMap({ context.catalog.data(for: $0.value) }) else { return [] }
    return draft.instanceTypes.compactMap { type in
      guard let price = data.onDemand[type.value], price.status != .list else { return nil }
      return .unconfirmed(type, price)
    }
  }
}

extension Finding {
  fileprivate static func unconfirmed(_ type: Located<String>, _ price: Price) -> Finding {
    Finding(
      InstanceTypePriceStatus.self,
      "the price of `\(type.value)`, \(price.amount.exact) USD an hour, is \(price.status.rawValue)", at: type.place,
      help: ["compare it with AWS's price list before you rely on it"],
      notes: ["as of \(price.asOf) from \(price.source)"])
  }
}
