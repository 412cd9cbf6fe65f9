import Glibc
import Platform

/// Loads catalogs from their indexes. Of the catalog's own files, only the manifest is read: its digest covers all of
/// them.
public struct IndexedCatalogs: CatalogLoader {
  /// Builds the index of a catalog.
  package typealias Maker = @Sendable (_ directory: String, _ why: IndexError) throws(CatalogError) -> IndexSource

  private let make: Maker?

  /// Creates a loader that does not build indexes: a catalog without one is an error.
  public init() { make = nil }

  /// Creates a loader that builds an index if there is no usable one.
  package init(making make: @escaping Maker) { self.make = make }

  /// Loads a catalog.
  /// - Throws: `CatalogError` if the manifest cannot be read, or no index can be used or built.
  public func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    let digest = Digest(sha256: try CatalogFile.bytes(CatalogFile.manifest, in: directory))
    let places = IndexPlaces(directory: directory, digest: digest)
    let problem: IndexError
    do {
      return try Catalog(
        index: IndexSource(path: places.beside, owners: IndexPlaces.trusted(for: directory)), madeFrom: digest,
        regions: regions)
    } catch { problem = error }
    if let catalog = cached(places, digest, regions) { return catalog }
    guard let make else {
      throw CatalogError(
        file: places.beside, message: "the index \(problem.reason); `tollgate catalog compile` makes it anew")
    }
    do {
      return try Catalog(index: try make(directory, problem), madeFrom: nil, regions: regions)
    } catch let error as IndexError {
      throw CatalogError(file: places.beside, message: "the index that was just made \(error.reason)")
    } catch let error as CatalogError {
      throw error
    } catch {
      throw CatalogError(file: places.beside, message: "\(error)")
    }
  }

  private func cached(_ places: IndexPlaces, _ digest: Digest, _ regions: RegionSelection) -> Catalog? {
    guard let folder = IndexPlaces.cacheFolder, let path = places.cached, IndexPlaces.isPrivate(folder) else {
      return nil
    }
    // An unusable index is rebuilt, whatever the reason.
    return try? Catalog(index: IndexSource(path: path, owners: [geteuid()]), madeFrom: digest, regions: regions)
  }
}
