import Documents

/// Where the catalog lies: the option, the configuration, the environment, or beside the program. Never the working
/// directory by itself, so that a checkout cannot bring its own prices.
public enum CatalogLocation {
  /// The environment variable.
  public static let variable = "TOLLGATE_CATALOG"

  /// The folder to load.
  /// - Throws: `GateError.noCatalog` if nothing names one and none is installed.
  public static func find(option: String?, configuration: Configuration) throws(GateError) -> String {
    let installed = (ProgramFolder.installation ?? "..") + "/share/tollgate/Catalog"
    if let option {
      // A variable of a script that is not set.
      guard !option.isEmpty else { throw .noCatalog(expected: installed) }
      return option
    }
    if let configured = configuration.catalog { return configured }
    if let path = ProcessEnvironment.variable(variable), !path.isEmpty { return path }
    guard ProgramFolder.installation != nil, case .directory? = try? FileReading.kind(of: installed) else {
      throw .noCatalog(expected: installed)
    }
    return installed
  }
}
