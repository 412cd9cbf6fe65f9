import Catalog
import Platform
import Findings
import Requests

struct CatalogAge: Rule {
  static let code: RuleCode = "TG512"
  static let dimensions: RequestDimensions = .region
  static let name = "catalog-age"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The catalog is not older than 90 days, nor are its prices of the requested region.",
    why: "AWS adds types and regions, and cut the prices of some GPU types by nearly half within 15 months.",
    example: "# any request, checked more than 90 days after the day of the catalog",
    fixed: "# the same request, checked with a current catalog",
    fix: "Install a current catalog; `tollgate catalog show` prints the day of the one in use."
  )

  var maximumDays = 90
  static let parameters: [RuleParameter<CatalogAge>] = [
    .integer("maximumDays", \.maximumDays, in: 1...36_500, "days that a catalog may be old")
  ]

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    if let message = message(context.catalog, asOf: context.asOf) {
      return [
        Finding(
          Self.self, message, at: draft.place, help: ["install a current catalog"],
          notes: ["it is of \(context.catalog.asOf)"])
      ]
    }
    // A catalog may have been updated for other regions only.
    guard let region = draft.region?.value else { return [] }
    let day = context.catalog.asOf(pricesIn: region)
    let age = context.asOf.days(since: day)
    guard age > maximumDays else { return [] }
    return [
      Finding(
        Self.self, "the catalog's prices of \(region) are \(age) days old, more than \(maximumDays)", at: draft.place,
        help: ["`tollgate catalog update --region \(region)` fetches new ones"], notes: ["the newest is of \(day)"])
    ]
  }

  /// What is wrong with the age of a catalog; nil if nothing.
  func message(_ catalog: Catalog, asOf day: CalendarDate) -> String? {
    let age = day.days(since: catalog.asOf)
    return age > maximumDays ? "the catalog is \(age) days old, more than \(maximumDays)" : nil
  }
}
