import Reports

/// The first argument with which `tollgate` starts its companion: both must be of one version, or a rule that one knows
/// would be missing in the other.
package enum Handshake {
  /// The argument.
  package static let argument = "--started-by-tollgate=\(Tool.version)"

  /// Whether an argument is meant as one, of whatever version.
  package static func isOne(_ argument: String) -> Bool { argument.hasPrefix("--started-by-tollgate=") }
}
