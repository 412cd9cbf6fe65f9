import Catalog
import Findings
import Gate
import Ingest
import Platform
import Program

/// Which catalog is written, and which it begins with.
struct CatalogTarget {
  /// The folder that is written.
  let directory: String
  /// A catalog whose schema and cost profile a new one takes over: the one that is there, or the one in use.
  let template: String
  /// What is already known; nil to begin with nothing.
  let base: CatalogContents?

  /// Finds both.
  /// - Parameter isFresh: Whether the catalog that is there is ignored.
  /// - Throws: `Failure` if nothing names a folder, so that the installed catalog would be written; `GateError` if the
  ///   catalog cannot be read.
  init(_ options: CatalogOptions, isFresh: Bool) throws {
    let configuration = try Configuration(option: options.configuration)
    guard !CatalogLocation.isInstalled(option: options.catalog, configuration: configuration) else {
      throw Failure(
        "the catalog in use is the installed one, which the next version replaces",
        help:
          "name a folder of your own with `--catalog`; it is created as a copy of the installed one if it does not exist"
      )
    }
    directory = try options.directory()
    let isThere = FileReading.exists(CatalogFile.path(CatalogFile.manifest, in: directory))
    var other: String?
    if !isThere {
      // The catalog that would be in use without the option.
      other = try? CatalogLocation.find(option: nil, configuration: configuration)
      if other == directory { other = nil }
      if other == nil { other = try? CatalogLocation.find(option: nil, configuration: try Configuration(option: nil)) }
    }
    template = other ?? directory
    guard !isFresh else {
      base = nil
      return
    }
    guard isThere || other != nil else {
      throw Failure(
        "`\(printable(directory))` holds no catalog, and no other one was found to begin with",
        help: "name the folder of a catalog that exists, or begin with nothing: `catalog import --fresh`")
    }
    do throws(CatalogError) { base = try CatalogFolder(directory: template).contents() } catch {
      throw GateError.catalog(error)
    }
  }
}
