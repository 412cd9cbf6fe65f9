package import Catalog
import Synchronization

/// What this program loads catalogs with: the parser makes the commands, so that nothing can be handed to them.
package enum ProgramCatalogs {
  private static let chosen = Mutex<any CatalogLoader>(IndexedCatalogs())

  /// The loader.
  package static var loader: any CatalogLoader { chosen.withLock { $0 } }

  /// Chooses it, once, before the arguments are parsed.
  static func use(_ loader: any CatalogLoader) { chosen.withLock { $0 = loader } }
}
