import Platform

/// Where the catalog lies: the option, the configuration, the environment, or beside the program. Never the working
/// directory by itself, so that a checkout cannot bring its own prices.
public enum CatalogLocation {
  /// The environment variable.
  public static let variable = "TOLLGATE_CATALOG"

  /// Where `make install` puts it.
  private static var installed: String { ProgramFolder.shared("Catalog") ?? "../share/tollgate/Catalog" }

  /// Whether nothing names a catalog, so that the installed one is in use.
  public static func isInstalled(option: String?, configuration: Configuration) -> Bool {
    option == nil && configuration.catalog == nil && (ProcessEnvironment.variable(variable) ?? "").isEmpty
  }

  /// The folder to load.
  /// - Throws: `GateError.noCatalog` if nothing names one and none is installed.
  public static func find(option: String?, configuration: Configuration) throws(GateError) -> String {
    if let option {
      // A variable of a script that is not set.
      guard !option.isEmpty else { throw .noCatalog(expected: installed) }
      return option
    }
    if let configured = configuration.catalog { return configured }
    // With its bytes replaced it could be the name of another folder.
    guard ProcessEnvironment.isUTF8(variable) else { throw .noCatalog(expected: installed) }
    if let path = ProcessEnvironment.variable(variable), !path.isEmpty { return path }
    let installed = Self.installed
    guard ProgramFolder.installation != nil, case .directory? = try? FileReading.kind(of: installed) else {
      throw .noCatalog(expected: installed)
    }
    return installed
  }
}
