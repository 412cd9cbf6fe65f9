import Documents
import Glibc

/// Where the catalog lies: the option, the configuration, the environment, or beside the program. Never the working
/// directory by itself, so that a checkout cannot bring its own prices.
public enum CatalogLocation {
  /// The environment variable.
  public static let variable = "TOLLGATE_CATALOG"

  /// The folder to load.
  /// - Throws: `GateError.noCatalog` if nothing names one and none is installed.
  public static func find(option: String?, configuration: Configuration) throws(GateError) -> String {
    if let option { return option }
    if let configured = configuration.catalog { return configured }
    if let path = ProcessEnvironment.variable(variable), !path.isEmpty { return path }
    let installed = programDirectory() + "/../share/tollgate/Catalog"
    guard case .directory? = try? FileReading.kind(of: installed) else { throw .noCatalog(expected: installed) }
    return installed
  }

  /// The folder of the running program, symbolic links followed.
  private static func programDirectory() -> String {
    guard let path = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(path) }
    let program = String(cString: path)
    return program.lastIndex(of: "/").map { String(program[..<$0]) } ?? "."
  }
}
