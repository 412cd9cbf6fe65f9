import Documents
import Findings
public import Platform
import Policies

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

/// An element of `policies` in a configuration: a path, or a path and a digest.
struct PolicyEntry {
  let path: String
  let digest: Located<Digest>?

  private static let fields = [
    TreeDecoder.Field("path", "path: policies"), TreeDecoder.Field("sha256", "sha256: 0f3a…"),
  ]

  /// Reads an element; nil, with a finding, for anything else.
  init?(_ node: Node, _ decoder: inout TreeDecoder) {
    decoder.mayBe(.text, node)
    if case .string(let path) = node.value {
      (self.path, digest) = (path, nil)
      return
    }
    guard case .mapping = node.value else {
      decoder.report(.wrongType("an element of `policies`", expected: "a path, or a mapping", node))
      return nil
    }
    let fields = decoder.fields(of: node, title: "an element of `policies`", known: Self.fields)
    let digest = decoder.string("sha256", in: fields, isRequired: true)
    guard let path = decoder.string("path", in: fields, isRequired: true), let digest else { return nil }
    guard let known = Digest(hexadecimal: digest.value) else {
      decoder.report(
        Finding(
          code: .configuration, severity: .error, message: "`sha256` should be 64 hexadecimal digits in lower case",
          place: digest.place, help: ["`tollgate policy digest` prints them"]))
      return nil
    }
    (self.path, self.digest) = (path.value, Located(known, at: digest.place))
  }
}

/// The digest of policies, by which a configuration can pin them.
public enum PolicyDigest {
  /// The digest of the policies at a path. Tests of policies do not count.
  /// - Throws: `GateError.file` for what cannot be read.
  public static func of(path: String) throws(GateError) -> Digest {
    let documents = PolicyDocuments(paths: [path])
    if let error = documents.fileErrors.first { throw .file(error) }
    return of(documents.sources, at: path)
  }

  /// The digest of those files that lie at a path.
  static func of(_ sources: [SourceFile], at path: String) -> Digest {
    if let file = sources.first(where: { $0.name == path }) { return Digest(sha256: file.bytes) }
    var folder = path[...]
    while folder.hasSuffix("/") { folder = folder.dropLast() }
    let inside = sources.compactMap { source -> (name: String, bytes: [UInt8])? in
      guard source.name.hasPrefix(folder + "/") else { return nil }
      return (String(source.name.dropFirst(folder.count + 1)).trimmingSlashes, source.bytes)
    }
    // Files that two entries of a configuration name were read twice.
    let list = Set(inside.map { "\(Digest(sha256: $0.bytes).hexadecimal)  \($0.name)\n" }).sorted {
      $0.utf8.dropFirst(66).lexicographicallyPrecedes($1.utf8.dropFirst(66))
    }
    return Digest(sha256: list.joined().utf8)
  }
}

extension String {
  fileprivate var trimmingSlashes: String { String(drop { $0 == "/" }) }
}
