/// This program.
public enum Tool {
  /// Its name.
  public static let name = "tollgate"
  /// Its version (Semantic Versioning 2.0.0).
  public static let version = "0.1.0"
}
