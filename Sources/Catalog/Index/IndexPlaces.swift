import Glibc
package import Platform

/// Where the index of a catalog lies: beside the catalog, else in the user's cache.
package struct IndexPlaces: Sendable {
  /// Beside the catalog; trusted if its owner can write the catalog too.
  package let beside: String
  /// In the user's cache, where only the user may be able to write; nil without a home.
  package let cached: String?

  /// The places for a catalog.
  /// - Parameter digest: That of its manifest, by which the cache knows it.
  package init(directory: String, digest: Digest) {
    beside = CatalogFile.path("catalog.index", in: directory)
    cached = Self.cacheFolder.map { "\($0)/\(digest.hexadecimal).index" }
  }

  /// `$XDG_CACHE_HOME/tollgate`, else `~/.cache/tollgate` (XDG Base Directory Specification 0.8).
  package static var cacheFolder: String? {
    if let cache = ProcessEnvironment.variable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/tollgate" }
    guard let home = ProcessEnvironment.variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache/tollgate"
  }

  /// Who may have written an index beside a catalog: root, the user, and whoever owns the manifest and could change that too.
  static func trusted(for directory: String? = nil) -> Set<uid_t> {
    var status = stat()
    guard let directory, stat(CatalogFile.path(CatalogFile.manifest, in: directory), &status) == 0 else {
      return [0, geteuid()]
    }
    return [0, geteuid(), status.st_uid]
  }

  /// Whether a folder is the user's.
  package static func isOwn(_ folder: String) -> Bool {
    var status = stat()
    return stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  /// Whether a folder belongs to the user and no one else can write to it.
  package static func isPrivate(_ folder: String) -> Bool {
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }
}
