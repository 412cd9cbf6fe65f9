package import Catalog
import Platform

/// The reviewed files of a catalog with its manifest.
package struct CatalogFolder {
  static let regionsPath = "regions.xml"
  static let typesPath = "instance-types.xml"
  static let quotasPath = "quotas.xml"

  let directory: String
  let manifest: Manifest

  /// Opens the folder that contains `manifest.xml`.
  /// - Throws: `CatalogError` if the manifest is missing or damaged.
  package init(directory: String) throws(CatalogError) {
    self.init(directory: directory, try Manifest.read(Self.read(CatalogFile.manifest, in: directory)))
  }

  /// Creates the same folder with a manifest that is not written yet.
  init(directory: String, _ manifest: Manifest) {
    self.directory = directory
    self.manifest = manifest
  }

  static func path(ofRegion name: String) -> String { "regions/\(name).xml" }

  /// The contents of the files: all regions and instance types, and the data of the selected regions.
  /// - Throws: `CatalogError` if a file is missing, damaged, or not the one that the manifest names.
  package func contents(regions selection: RegionSelection = .all) throws(CatalogError) -> CatalogContents {
    let (regionsAsOf, regions) = try RegionsFile.read(verifiedBytes(of: Self.regionsPath))
    let (typesAsOf, types) = try InstanceTypesFile.read(verifiedBytes(of: Self.typesPath))
    let (quotasAsOf, quotas) = try QuotasFile.read(verifiedBytes(of: Self.quotasPath))
    var data: [String: RegionContents] = [:]
    for name in regions.keys where selection.includes(name) {
      let path = Self.path(ofRegion: name)
      data[name] =
        manifest.files[path] == nil
        ? RegionContents(asOf: manifest.asOf) : try RegionFile.read(verifiedBytes(of: path), region: name)
    }
    let known = Set(regions.keys.map(Self.path(ofRegion:))).union([
      Self.regionsPath, Self.typesPath, Self.quotasPath,
    ])
    if let path = manifest.files.keys.sorted().first(where: { !known.contains($0) }) {
      throw CatalogError(
        file: CatalogFile.path(path, in: directory),
        message:
          "the manifest names this file, and it is of no region in \(Self.regionsPath); add the region, or remove the file"
      )
    }
    return CatalogContents(
      asOf: manifest.asOf, digest: manifest.digest, regions: regions, regionsAsOf: regionsAsOf, instanceTypes: types,
      typesAsOf: typesAsOf, quotas: quotas, quotasAsOf: quotasAsOf, regionalData: data)
  }

  /// The content of a file after verifying its digest against the manifest.
  func verifiedBytes(of path: String) throws(CatalogError) -> XMLReader {
    let reader = try Self.read(path, in: directory)
    guard let expected = manifest.files[path] else {
      throw CatalogError(
        file: CatalogFile.path(CatalogFile.manifest, in: directory), message: "the manifest does not name `\(path)`")
    }
    guard Digest(sha256: reader.bytes).hexadecimal == expected else {
      // If the file cannot be read, that error is more helpful than a wrong digest.
      try Self.check(reader, path: path)
      throw CatalogError(
        file: reader.file,
        message: "the file is not the one that the manifest names; after a reviewed edit, write the manifest anew with "
          + "`tollgate catalog compile --accept-edits`")
    }
    return reader
  }

  static func read(_ path: String, in directory: String) throws(CatalogError) -> XMLReader {
    XMLReader(file: CatalogFile.path(path, in: directory), bytes: try CatalogFile.bytes(path, in: directory))
  }

  /// Reads a file only to report its errors.
  static func check(_ reader: XMLReader, path: String) throws(CatalogError) {
    switch path {
    case regionsPath: _ = try RegionsFile.read(reader)
    case typesPath: _ = try InstanceTypesFile.read(reader)
    case quotasPath: _ = try QuotasFile.read(reader)
    default: _ = try RegionFile.read(reader, region: nil)
    }
  }
}
