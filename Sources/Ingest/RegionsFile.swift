import Catalog

/// Reads `regions.xml`.
enum RegionsFile {
  static func read(_ reader: XMLReader) throws(CatalogError) -> [String: Region] {
    var regions: [String: Region] = [:]
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .regions: _ = try element.date()
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
    guard !regions.isEmpty else { throw CatalogError(file: reader.file, message: "the file lists no region") }
    return regions
  }
}
