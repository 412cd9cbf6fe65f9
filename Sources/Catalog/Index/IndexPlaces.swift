import Glibc
package import Platform

/// The locations of a catalog's index: beside the catalog, or in the user's cache.
package struct IndexPlaces: Sendable {
  /// The path beside the catalog. It is trusted if its owner can also write the catalog.
  package let beside: String
  /// The path in the user's cache, where only the user may have write access; nil without a home folder.
  package let cached: String?

  /// Creates the locations for a catalog.
  /// - Parameter digest: The digest of its manifest, which names the index in the cache.
  package init(directory: String, digest: Digest) {
    beside = CatalogFile.path("catalog.index", in: directory)
    cached = Self.cacheFolder.map { "\($0)/\(digest.hexadecimal).index" }
  }

  /// `$XDG_CACHE_HOME/tollgate`, or `~/.cache/tollgate` (XDG Base Directory Specification 0.8).
  package static var cacheFolder: String? {
    if let cache = ProcessEnvironment.variable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/tollgate" }
    guard let home = ProcessEnvironment.variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache/tollgate"
  }

  /// The users who may own an index beside a catalog: root, the user, and the owner of the manifest, who could change
  /// that as well.
  static func trusted(for directory: String? = nil) -> Set<uid_t> {
    var status = stat()
    guard let directory, stat(CatalogFile.path(CatalogFile.manifest, in: directory), &status) == 0 else {
      return [0, geteuid()]
    }
    return [0, geteuid(), status.st_uid]
  }

  /// Whether a folder belongs to the user.
  package static func isOwn(_ folder: String) -> Bool {
    var status = stat()
    return stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  /// Whether a folder belongs to the user and nobody else can write to it.
  package static func isPrivate(_ folder: String) -> Bool {
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }
}
