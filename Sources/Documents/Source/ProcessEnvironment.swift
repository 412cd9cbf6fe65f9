import Glibc

/// The process's environment.
public enum ProcessEnvironment {
  /// A variable's value; nil if it is not set. Bytes that are not UTF-8 are replaced.
  public static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
