import Documents
import Glibc

/// Loads catalogs from their indexes. Of a catalog's own files the manifest alone is read: its digest stands for them all.
public struct IndexedCatalogs: CatalogLoader {
  /// Makes the index of a catalog anew.
  package typealias Maker = @Sendable (_ directory: String, _ why: IndexError) throws(CatalogError) -> IndexSource

  private let make: Maker?

  /// A loader that makes no index: a catalog without one is an error.
  public init() { make = nil }

  /// A loader that has an index made where there is none that can be used.
  package init(making make: @escaping Maker) { self.make = make }

  /// Loads a catalog.
  /// - Throws: `CatalogError` if there is no manifest, or no index of it that can be used.
  public func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    let digest = Digest(sha256: try CatalogFile.bytes(CatalogFile.manifest, in: directory))
    let places = IndexPlaces(directory: directory, digest: digest)
    let problem: IndexError
    do {
      return try Catalog(index: IndexSource(path: places.beside), madeFrom: digest, regions: regions)
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
    // Whatever is wrong with it, it is made anew.
    return try? Catalog(index: IndexSource(path: path, owner: geteuid()), madeFrom: digest, regions: regions)
  }
}

extension Catalog {
  /// The catalog of an index, every region loaded.
  /// - Throws: `CatalogError` if there is no sound index of this version at the path.
  public convenience init(index path: String) throws(CatalogError) {
    do throws(IndexError) { try self.init(index: IndexSource(path: path), madeFrom: nil, regions: .all) } catch {
      throw CatalogError(file: path, message: "the index \(error.reason); `tollgate catalog compile` makes it anew")
    }
  }
}

/// Reads a catalog's files, whatever is in them.
package enum CatalogFile {
  /// The list of a catalog's files.
  package static let manifest = "manifest.xml"

  /// Bytes of one file; the largest shipped one has 600,000.
  static let byteLimit = 32 * 1_048_576

  /// The content of a file.
  /// - Throws: `CatalogError` if it cannot be read.
  package static func bytes(_ name: String, in directory: String) throws(CatalogError) -> [UInt8] {
    let path = IndexPlaces.file(name, in: directory)
    do throws(FileError) { return try FileReading.bytes(of: path, limit: byteLimit) } catch {
      throw CatalogError(file: path, message: "\(error)")
    }
  }
}
