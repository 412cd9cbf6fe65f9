import Catalog
import Platform

/// Reads `regions.xml`.
enum RegionsFile {
  static func read(_ reader: XMLReader) throws(CatalogError) -> (asOf: CalendarDate, regions: [String: Region]) {
    var regions: [String: Region] = [:]
    var asOf: CalendarDate?
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .regions: asOf = try element.date()
      case .region:
        let name = try element.text(.name)
        let region = Region(
          name: name, partition: try element.text(.partition),
          requiresOptIn: element.has(.optIn) ? try element.boolean(.optIn) : nil,
          description: try element.text(.description))
        guard regions.updateValue(region, forKey: name) == nil else {
          throw element.error("the region `\(name)` is listed twice")
        }
      default: throw element.misplaced
      }
    }
    guard let asOf, !regions.isEmpty else { throw CatalogError(file: reader.file, message: "the file lists no region") }
    return (asOf, regions)
  }
}
