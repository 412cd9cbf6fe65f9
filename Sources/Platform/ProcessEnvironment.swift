import Glibc

/// The process's environment.
public enum ProcessEnvironment {
  /// The value of a variable; nil if it is not set. Bytes that are not UTF-8 are replaced.
  public static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Whether a variable is not set or its value is UTF-8.
  public static func isUTF8(_ name: String) -> Bool {
    getenv(name).map { String(validatingCString: $0) != nil } ?? true
  }
}
