import Documents

/// Which regions' files to load. Loading one takes about two milliseconds, all of them about a tenth of a second.
public enum RegionSelection: Sendable {
  /// Every region that the catalog has a file of.
  case all
  /// These, as far as the catalog has files of them.
  case only(Set<String>)

  func includes(_ region: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(region)
    }
  }
}

extension Catalog {
  /// Loads a catalog: its regions and instance types, and the files of the selected regions.
  /// - Parameter directory: The folder that holds `manifest.xml`.
  /// - Throws: `CatalogError` for a file that is missing, damaged, or not the one that the manifest names.
  public convenience init(directory: String, regions selection: RegionSelection = .all) throws(CatalogError) {
    let store = try CatalogStore(directory: directory)
    let regions = try RegionsFile.read(store.verifiedBytes(of: CatalogStore.regionsPath))
    let types = try InstanceTypesFile.read(store.verifiedBytes(of: CatalogStore.typesPath))
    var data: [String: RegionalData] = [:]
    for name in regions.keys where selection.includes(name) {
      let path = CatalogStore.path(ofRegion: name)
      data[name] =
        store.manifest.files[path] == nil ? .empty : try RegionFile.read(store.verifiedBytes(of: path), region: name)
    }
    self.init(
      asOf: store.manifest.asOf, digest: store.manifest.digest, regions: regions, instanceTypes: types,
      regionalData: data)
  }
}

/// A catalog's folder and its manifest.
struct CatalogStore {
  static let manifestPath = "manifest.xml"
  static let regionsPath = "regions.xml"
  static let typesPath = "instance-types.xml"

  /// Bytes of one file; the largest shipped one has 600,000.
  static let byteLimit = 32 * 1_048_576

  let directory: String
  let manifest: Manifest

  init(directory: String) throws(CatalogError) {
    self.directory = directory
    manifest = try Manifest.read(Self.read(Self.manifestPath, in: directory))
  }

  static func path(ofRegion name: String) -> String { "regions/\(name).xml" }

  /// The content of a file, once its digest has been compared with the manifest's.
  func verifiedBytes(of path: String) throws(CatalogError) -> XMLReader {
    let reader = try Self.read(path, in: directory)
    guard let expected = manifest.files[path] else {
      throw CatalogError(file: directory + "/" + Self.manifestPath, message: "the manifest does not name `\(path)`")
    }
    guard Digest(sha256: reader.bytes).hexadecimal == expected else {
      // A file that cannot even be read says more than a digest does.
      try Self.check(reader, path: path)
      throw CatalogError(
        file: reader.file,
        message: "the file is not the one that the manifest names; after a reviewed edit, write the manifest anew with "
          + "`python3 Catalog/build.py --manifest-only`")
    }
    return reader
  }

  static func read(_ path: String, in directory: String) throws(CatalogError) -> XMLReader {
    let file = directory.hasSuffix("/") ? directory + path : directory + "/" + path
    do {
      return XMLReader(file: file, bytes: try FileReading.bytes(of: file, limit: byteLimit))
    } catch {
      throw CatalogError(file: file, message: "\(error)")
    }
  }

  /// Reads a file for its errors alone.
  static func check(_ reader: XMLReader, path: String) throws(CatalogError) {
    switch path {
    case regionsPath: _ = try RegionsFile.read(reader)
    case typesPath: _ = try InstanceTypesFile.read(reader)
    default: _ = try RegionFile.read(reader, region: nil)
    }
  }
}
