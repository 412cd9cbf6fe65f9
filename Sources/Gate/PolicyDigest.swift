import Findings
public import Platform
import Policies

/// The digest of policies, by which a configuration can pin them.
public enum PolicyDigest {
  /// The digest of the policies at a path. Tests of policies do not count.
  /// - Throws: `GateError` for what cannot be read, and for a path without policies.
  public static func of(path: String) throws(GateError) -> Digest {
    let documents = PolicyDocuments(paths: [path])
    if let error = documents.fileErrors.first { throw .file(error) }
    guard !documents.sources.isEmpty else { throw .noPolicies(paths: [path]) }
    return of(documents.sources, at: path)
  }

  /// The digest of those files that lie at a path. Files that two paths of a configuration hold were read twice.
  static func of(_ sources: [SourceFile], at path: String) -> Digest {
    let sources = sources.filter { !PolicyDocuments.isTest($0.name) || ExactPath($0.name) == ExactPath(path) }
    if let file = sources.first(where: { ExactPath($0.name) == ExactPath(path) }) { return Digest(sha256: file.bytes) }
    var files: [[UInt8]: Digest] = [:]
    for source in sources {
      guard let name = ExactPath(source.name).below(path) else { continue }
      files[Array(name.utf8)] = Digest(sha256: source.bytes)
    }
    let names = files.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return Digest(sha256: names.flatMap { line($0, files[$0]) })
  }

  /// A line of the list as `sha256sum` writes it: with a backslash before it where the name has one, or a line break, and
  /// both are escaped (GNU coreutils manual, "md5sum invocation"). So no name is taken for several.
  private static func line(_ name: [UInt8], _ digest: Digest?) -> [UInt8] {
    var escaped: [UInt8] = []
    for byte in name {
      switch byte {
      case UInt8(ascii: "\\"): escaped += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): escaped += Array("\\n".utf8)
      case UInt8(ascii: "\r"): escaped += Array("\\r".utf8)
      default: escaped.append(byte)
      }
    }
    let mark = escaped.count == name.count ? "" : "\\"
    return Array("\(mark)\(digest?.hexadecimal ?? "")  ".utf8) + escaped + [UInt8(ascii: "\n")]
  }
}
