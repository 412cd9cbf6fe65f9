package import Catalog
import Glibc

/// What both programs do before anything else.
package enum ProgramStart {
  /// Leaves no trace of a crash, takes the standard streams, and chooses what catalogs are loaded with.
  /// - Returns: The arguments.
  package static func arguments(loadingCatalogsWith loader: any CatalogLoader) -> [String] {
    ProgramCatalogs.use(loader)
    CrashTraces.disable()
    StandardStreams.reserve()
    return Arguments.all
  }
}
