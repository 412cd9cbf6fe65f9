public import Findings

@preconcurrency import Glibc

/// The environment of this process as a whole.
public enum EnvironmentVariables {
  /// Every variable.
  static var all: [(name: String, value: String)] {
    var variables: [(String, String)] = []
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables.append((String(parts[0]), String(parts[1]))) }
      entry += 1
    }
    return variables
  }

  /// The external ids in it: `LIGHTNING_EXTERNAL_ID` and variables whose names begin so.
  public static var externalIds: [Secret] {
    all.filter { $0.name.hasPrefix("LIGHTNING_EXTERNAL_ID") }.map { Secret($0.value) }
  }
}
