import Documents
public import Findings
public import Platform

/// The result of `tollgate catalog compile`.
public struct CatalogCompilationReport: Sendable {
  /// The index.
  let path: String
  let byteCount: Int
  /// The digest of the manifest, which stands for the catalog.
  let digest: Digest
  let regionCount: Int
  let typeCount: Int
  /// The files whose entries in the manifest changed, and how.
  let changes: [(path: String, kind: String)]

  /// What was made.
  public init(
    path: String, byteCount: Int, digest: Digest, regionCount: Int, typeCount: Int,
    changes: [(path: String, kind: String)]
  ) {
    self.path = path
    self.byteCount = byteCount
    self.digest = digest
    self.regionCount = regionCount
    self.typeCount = typeCount
    self.changes = changes
  }

  /// For people.
  public func text(style: TextStyle) -> PrintableText {
    var text: PrintableText = ""
    for (path, kind) in changes { text += "\(kind) \(path)\n" }
    if !changes.isEmpty { text += "the manifest names them as they are now\n" }
    text += style.bold("\(path)")
    return text + ": \(regionCount) regions, \(typeCount) instance types, \(byteCount) bytes, of \(digest)\n"
  }

  /// For programs.
  public var json: PrintableText {
    JSONValue.object([
      ("path", .string(path)), ("bytes", .integer(byteCount)), ("digest", .string(digest.description)),
      ("regions", .integer(regionCount)), ("instanceTypes", .integer(typeCount)),
      ("changes", .array(changes.map { .object([("path", .string($0.path)), ("kind", .string($0.kind))]) })),
    ]).indented
  }
}
