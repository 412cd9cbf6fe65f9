package import Catalog
package import Platform

extension CatalogFolder {
  /// The folder with a new manifest for its current files, after a manual edit. Nothing is written yet.
  /// - Returns: The differences from the manifest on disk, by path.
  /// - Throws: `CatalogError` if a file cannot be read.
  package static func edited(_ directory: String) throws(CatalogError) -> (CatalogFolder, changes: [ManifestChange]) {
    let old = try CatalogFolder(directory: directory).manifest
    var files: [String: String] = [:]
    for path in try [regionsPath, typesPath, quotasPath] + regionPaths(in: directory) {
      files[path] = Digest(sha256: try CatalogFile.bytes(path, in: directory)).hexadecimal
    }
    let changes = Set(files.keys).union(old.files.keys).sorted().compactMap { path in
      ManifestChange(path: path, old: old.files[path], new: files[path])
    }
    guard !changes.isEmpty else { return (CatalogFolder(directory: directory, old), []) }
    let text = old.text(naming: files)
    let file = CatalogFile.path(CatalogFile.manifest, in: directory)
    return (
      CatalogFolder(directory: directory, try Manifest.read(XMLReader(file: file, bytes: Array(text.utf8)))), changes
    )
  }

  /// Writes the manifest.
  /// - Throws: `FileError` if it cannot be written.
  package func writeManifest() throws(FileError) {
    let path = CatalogFile.path(CatalogFile.manifest, in: directory)
    try ReplacedFile.write(manifest.reader.bytes, to: path)
  }

  private static func regionPaths(in directory: String) throws(CatalogError) -> [String] {
    let folder = CatalogFile.path("regions", in: directory)
    let names: [EntryName]
    do throws(FileError) { names = try FileReading.names(in: folder) } catch {
      throw CatalogError(file: folder, message: "\(error)")
    }
    var paths: [String] = []
    for name in names where name.shown.hasSuffix(".xml") && !name.shown.hasPrefix(".") {
      guard name.shown.utf8.dropLast(4).allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
      else {
        throw CatalogError(
          file: folder + "/" + name.shown, message: "no region has such a name; move the file out of the catalog")
      }
      paths.append("regions/" + name.shown)
    }
    return paths
  }
}

/// A difference between a new manifest and the old one.
package struct ManifestChange: Sendable, Equatable {
  /// The path of the file in the catalog's folder.
  package let path: String
  /// The kind of change: `added`, `changed`, `removed`.
  package let kind: String

  init?(path: String, old: String?, new: String?) {
    guard old != new else { return nil }
    self.path = path
    kind = old == nil ? "added" : new == nil ? "removed" : "changed"
  }
}

extension Manifest {
  /// The text of the manifest with new digests, by path. The text before the first element is kept.
  func text(naming files: [String: String]) -> String {
    let old = String(decoding: reader.bytes, as: UTF8.self)
    let head = old.utf8.indices.first { old.utf8[$0...].starts(with: "<manifest".utf8) }.map { old[..<$0] } ?? ""
    let lines = files.sorted { $0.key < $1.key }.map { "  <file path=\"\($0.key)\" sha256=\"\($0.value)\"/>\n" }
    return head + "<manifest as-of=\"\(asOf)\">\n" + lines.joined() + "</manifest>\n"
  }
}
