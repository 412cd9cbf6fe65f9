import Platform

/// Reads the files in a catalog's folder.
package enum CatalogFile {
  /// The name of the file that lists the catalog's files.
  package static let manifest = "manifest.xml"

  /// The maximum size of a file in bytes. The largest one shipped has 600,000.
  private static let byteLimit = 32 * 1_048_576

  /// The path of a file.
  package static func path(_ name: String, in directory: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }

  /// The content of a file.
  /// - Throws: `CatalogError` if it cannot be read.
  package static func bytes(_ name: String, in directory: String) throws(CatalogError) -> [UInt8] {
    let path = path(name, in: directory)
    // A check reads only some of the files, but no file may be overwritten.
    for folder in [directory, self.path("regions", in: directory)] where ReportFiles.refuseReports(in: folder) {
      throw CatalogError(
        file: folder, message: "a report is to be written to a file of the catalog; name another file for the report")
    }
    do throws(FileError) { return try FileReading.bytes(of: path, limit: byteLimit, allowingPipe: false) } catch {
      if name == manifest, !FileReading.exists(path) {
        throw CatalogError(
          file: directory,
          message:
            "there is no catalog: the folder has no `\(manifest)`; `tollgate catalog import` and `update` make one")
      }
      throw CatalogError(file: path, message: "\(error)")
    }
  }
}
