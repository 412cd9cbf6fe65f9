import Glibc

/// The process's environment.
public enum ProcessEnvironment {
  /// A variable's value; nil if it is not set. Bytes that are not UTF-8 are replaced.
  public static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Whether a variable's value is UTF-8, or it is not set.
  public static func isUTF8(_ name: String) -> Bool {
    getenv(name).map { String(validatingCString: $0) != nil } ?? true
  }
}
