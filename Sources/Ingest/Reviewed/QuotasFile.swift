import Catalog
import Platform

/// Reads `quotas.xml`.
enum QuotasFile {
  static func read(_ reader: XMLReader) throws(CatalogError) -> (asOf: CalendarDate, quotas: [Quota]) {
    var quotas: [Quota] = []
    var asOf: CalendarDate?
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .quotas: asOf = try element.date()
      case .quota:
        let quota = Quota(
          code: try element.text(.code), name: try element.text(.name),
          purchase: try element.convert(.purchase, to: "`on-demand` or `spot`") { Quota.Purchase(rawValue: $0) },
          defaultVCPUs: try element.number(.defaultVCPUs),
          series: try element.text(.series).split(separator: " ").map(String.init))
        guard !quotas.contains(where: { $0.code == quota.code }) else {
          throw element.error("the quota `\(quota.code)` is listed twice")
        }
        quotas.append(quota)
      default: throw element.misplaced
      }
    }
    guard let asOf else { throw CatalogError(file: reader.file, message: "the element <quotas> is missing") }
    return (asOf, quotas)
  }
}
