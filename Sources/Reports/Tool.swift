package import Documents

/// This program.
public enum Tool {
  /// Its name.
  public static let name = "tollgate"
  /// Its version (Semantic Versioning 2.0.0).
  public static let version = "0.2.0"

  /// Its name and version, as every report in JSON states them.
  package static let json = JSONValue.object([("name", .string(name)), ("version", .string(version))])
}
