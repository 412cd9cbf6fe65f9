/// The regions to load.
public enum RegionSelection: Sendable {
  /// All regions that the catalog has a file for.
  case all
  /// These regions, if the catalog has files for them.
  case only(Set<String>)

  /// Whether a region is selected.
  package func includes(_ region: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(region)
    }
  }
}

/// Loads catalogs from their indexes or from their reviewed files.
public protocol CatalogLoader: Sendable {
  /// Loads the catalog of a folder.
  /// - Parameter directory: The folder that contains `manifest.xml`.
  /// - Throws: `CatalogError` if a file is missing, damaged, or not the one that the manifest names.
  func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog
}
