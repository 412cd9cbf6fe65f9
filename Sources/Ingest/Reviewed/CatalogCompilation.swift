package import Catalog
import Glibc
package import Platform

/// Builds the index of a catalog from its reviewed files.
package struct CatalogCompilation: Sendable {
  /// The compiled contents.
  package let contents: CatalogContents
  /// The bytes of the index.
  package let bytes: [UInt8]
  private let directory: String

  /// Reads all files of a catalog and compares each with the manifest.
  /// - Throws: `CatalogError` if a file is missing, damaged, or not the one that the manifest names.
  package init(_ folder: CatalogFolder) throws(CatalogError) {
    directory = folder.directory
    contents = try folder.contents()
    bytes = IndexWriter.bytes(of: contents)
  }

  /// The index of what a folder was found to say.
  init(_ contents: CatalogContents, in directory: String) {
    self.contents = contents
    self.directory = directory
    bytes = IndexWriter.bytes(of: contents)
  }

  /// Writes the index beside the catalog.
  /// - Returns: Its path.
  /// - Throws: `FileError` if it cannot be written.
  package func write() throws(FileError) -> String {
    let path = IndexPlaces(directory: directory, digest: contents.digest).beside
    try ReplacedFile.write(bytes, to: path, mode: 0o644)
    return path
  }

  /// Stores the index for the next check: beside the catalog if only the user can write to that folder, otherwise in
  /// the user's cache.
  /// - Returns: Its path; nil if neither can be written.
  package func keep() -> String? {
    let places = IndexPlaces(directory: directory, digest: contents.digest)
    if IndexPlaces.isPrivate(directory),
      (try? ReplacedFile.write(bytes, to: places.beside, mode: 0o644)) != nil
    {
      return places.beside
    }
    guard let folder = IndexPlaces.cacheFolder, let path = places.cached else { return nil }
    // Nothing is created in another user's folder, such as the home folder of a user who became root.
    let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    if let grandparent = parent.lastIndex(of: "/"), IndexPlaces.isOwn(String(parent[..<grandparent])) {
      mkdir(parent, 0o700)
    }
    if IndexPlaces.isOwn(parent) { mkdir(folder, 0o700) }
    guard IndexPlaces.isPrivate(folder), (try? ReplacedFile.write(bytes, to: path, mode: 0o600)) != nil
    else {
      return nil
    }
    return path
  }
}
