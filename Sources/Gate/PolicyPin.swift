import Findings
import Platform

/// What the policies at a path of the configuration must hold: a SHA-256 digest. A file's is that of its bytes, as `sha256sum`
/// prints it; a folder's is that of the list of its files, as `tollgate policy digest` prints it.
struct PolicyPin: Sendable {
  /// The file or folder.
  let path: String
  /// The digest, and where it stands.
  let digest: Located<Digest>
  /// The configuration.
  let source: SourceFile

  /// Compares what was read with what must be there.
  /// - Throws: `GateError.configuration`.
  func check(_ sources: [SourceFile]) throws(GateError) {
    let found = PolicyDigest.of(sources, at: path)
    guard found != digest.value else { return }
    let finding = Finding(
      code: .configuration, severity: .error,
      message:
        "the policies at `\(printable(path, limit: 200))` have the SHA-256 digest \(found.hexadecimal), not this one",
      place: digest.place,
      help: ["see what changed there; if it is what you want, write the new digest here"])
    throw .configuration(findings: [finding], source: source)
  }
}
