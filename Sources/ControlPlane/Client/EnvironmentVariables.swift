public import Findings

@preconcurrency import Glibc

/// The whole environment of this process.
public enum EnvironmentVariables {
  /// All variables.
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

  /// The external IDs in the environment: `LIGHTNING_EXTERNAL_ID` and variables whose names start with it.
  public static var externalIds: [Secret] {
    all.filter { $0.name.hasPrefix("LIGHTNING_EXTERNAL_ID") }.map { Secret($0.value) }
  }
}
