import Catalog
import Findings
import Platform

/// The list of a catalog's files with their digests.
struct Manifest {
  let asOf: CalendarDate
  /// SHA-256 digests in hexadecimal, by path.
  let files: [String: String]
  /// The digest of the manifest itself, which identifies the whole catalog.
  let digest: Digest
  /// The file as read.
  let reader: XMLReader

  static func read(_ reader: XMLReader) throws(CatalogError) -> Manifest {
    var asOf: CalendarDate?
    var files: [String: String] = [:]
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .manifest: asOf = try element.date()
      case .file:
        let path = try element.text(.path)
        guard !path.hasPrefix("/"),
          !path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) })
        else { throw element.error("the path `\(printable(path, limit: 80))` leads out of the catalog's folder") }
        guard files.updateValue(try element.text(.sha256), forKey: path) == nil else {
          throw element.error("the file `\(printable(path, limit: 80))` is named twice")
        }
      default: throw element.misplaced
      }
    }
    guard let asOf else { throw CatalogError(file: reader.file, message: "the element <manifest> is missing") }
    return Manifest(asOf: asOf, files: files, digest: Digest(sha256: reader.bytes), reader: reader)
  }
}

extension XMLElement {
  func date() throws(CatalogError) -> CalendarDate {
    try convert(.asOf, to: "a day such as `2026-10-15`") { CalendarDate($0) }
  }

  /// A day as it is written.
  func day(_ attribute: XMLName) throws(CatalogError) -> String {
    try convert(attribute, to: "a day such as `2026-10-15`") { CalendarDate($0) == nil ? nil : $0 }
  }

  var misplaced: CatalogError { error("the element <\(name.text)> does not belong here") }
}
