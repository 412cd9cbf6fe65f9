/// Which regions to load.
public enum RegionSelection: Sendable {
  /// Every region that the catalog has a file of.
  case all
  /// These, as far as the catalog has files of them.
  case only(Set<String>)

  /// Whether a region is selected.
  package func includes(_ region: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(region)
    }
  }
}

/// Loads catalogs, from their indexes or from their reviewed files.
public protocol CatalogLoader: Sendable {
  /// Loads the catalog of a folder.
  /// - Parameter directory: The folder that holds `manifest.xml`.
  /// - Throws: `CatalogError` for what is missing, damaged, or not what the manifest names.
  func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog
}
