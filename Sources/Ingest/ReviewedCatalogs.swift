public import Catalog

/// Loads catalogs from their reviewed files, each compared with the manifest. What is submitted is checked this way, so that it
/// does not depend on an index that another user may have written.
public struct ReviewedCatalogs: CatalogLoader {
  /// A loader of reviewed files.
  public init() {}

  /// Loads a catalog.
  /// - Throws: `CatalogError` for a file that is missing, damaged, or not the one that the manifest names.
  public func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    let bytes = IndexWriter.bytes(of: try CatalogFolder(directory: directory).contents(regions: regions))
    do throws(IndexError) {
      return try Catalog(index: IndexSource(bytes), madeFrom: nil, regions: regions)
    } catch {
      throw CatalogError(file: directory, message: "the index that was made of it \(error.reason)")
    }
  }
}
