public import Catalog

/// Loads catalogs from their reviewed files, each compared with the manifest. Submissions are checked this way, so that
/// they do not depend on an index that another user may have written.
public struct ReviewedCatalogs: CatalogLoader {
  /// Creates a loader of reviewed files.
  public init() {}

  /// Loads a catalog.
  /// - Throws: `CatalogError` if a file is missing, damaged, or not the one that the manifest names.
  public func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    let bytes = IndexWriter.bytes(of: try CatalogFolder(directory: directory).contents(regions: regions))
    do throws(IndexError) {
      return try Catalog(index: IndexSource(bytes), madeFrom: nil, regions: regions)
    } catch {
      throw CatalogError(file: directory, message: "the index that was made of it \(error.reason)")
    }
  }
}
