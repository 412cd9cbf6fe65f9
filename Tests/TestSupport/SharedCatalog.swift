public import Catalog

/// The shipped catalog, which is loaded once for all tests that make many gates.
public struct SharedCatalog: CatalogLoader {
  /// A loader.
  public init() {}

  /// The shipped catalog with every region, whatever folder and regions are asked for.
  public func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    switch Repository.catalog {
    case .success(let catalog): return catalog
    case .failure(let error as CatalogError): throw error
    case .failure: return try Repository.loader.catalog(in: directory, regions: regions)
    }
  }
}
