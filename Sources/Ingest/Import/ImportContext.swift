import Platform

/// What the readers of an import share: the draft that they fill, and the file that is being read.
final class ImportContext {
  var draft = CatalogDraft()
  var file: ImportedFile
  /// The day of what a file says that carries none.
  let day: String
  /// The regions by how price lists write their names: `US East (N. Virginia)`.
  var regionNames: [String: String]

  init(day: CalendarDate, regionNames: [String: String]) {
    self.day = "\(day)"
    self.regionNames = regionNames
    file = ImportedFile(path: "", kind: "")
  }
}
