import Platform

/// What the readers of an import share: the draft that they fill, and the file that is being read.
final class ImportContext {
  var draft = CatalogDraft()
  var file: ImportedFile
  /// The day of what a file says that carries none.
  let day: String

  /// Whether reserved prices of price lists are kept, of which there are a dozen for each type.
  let keepsReserved: Bool

  init(day: CalendarDate, keepsReserved: Bool) {
    self.keepsReserved = keepsReserved
    self.day = "\(day)"
    file = ImportedFile(path: "", kind: "")
  }
}
