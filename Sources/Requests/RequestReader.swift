public import Documents
public import Findings
import Spelling

/// Finds the cluster requests among the documents of a file.
public enum RequestReader {
  /// The value of `apiVersion`.
  public static let apiVersion = DocumentHeader.apiVersion
  /// The value of `kind`.
  public static let kind = DocumentKind.clusterRequest.rawValue

  /// What a file holds.
  public struct Result: Sendable {
    /// Its requests, whole or not.
    public let drafts: [RequestDraft]
    /// How many documents are about something else.
    public let skipped: Int
  }

  /// The requests of a file.
  /// - Parameter skippingOthers: Whether documents of another kind are passed over, as in a folder that holds other
  ///   YAML too; if not, they are drafts with a finding. Near misses such as `ClusterRequset` always are.
  public static func read(_ file: DocumentFile, skippingOthers: Bool) -> Result {
    var drafts: [RequestDraft] = []
    var skipped = 0
    for document in file.documents {
      switch role(of: document, skippingOthers: skippingOthers) {
      case .request: drafts.append(RequestDraft(document))
      case .other: skipped += 1
      case .nothing: break
      }
    }
    return Result(drafts: drafts, skipped: skipped)
  }

  /// What a document is to whoever looks for requests.
  package enum Role {
    case request, other, nothing
  }

  /// Whether a document is to be read as a request.
  package static func role(of document: Document, skippingOthers: Bool) -> Role {
    isEmpty(document) ? .nothing : skippingOthers && !isMeantAsRequest(document.root) ? .other : .request
  }

  /// The draft of one document, whatever its kind.
  package static func draft(of document: Document) -> RequestDraft { RequestDraft(document) }

  /// Whether somebody who wrote this meant it as a request: its kind is nearly ours, or its API version is and its
  /// kind is none of our others.
  static func isMeantAsRequest(_ root: Node) -> Bool {
    let header = DocumentHeader(root)
    guard let kind = header.kind else { return isNearlyOurs(header.apiVersion) }
    if !Spelling.nearest(to: kind, in: [Self.kind]).isEmpty { return true }
    return isNearlyOurs(header.apiVersion) && DocumentKind(rawValue: kind) == nil
  }

  /// Whether a file that cannot be parsed was meant to hold a request: it names our kind or our API.
  public static func mentionsRequest(_ source: SourceFile) -> Bool {
    // UTF-16, which is refused, has a zero beside each letter; an escape may stand for any letter.
    let bytes = source.bytes.contains(0) ? source.bytes.filter { $0 != 0 } : source.bytes
    let text = String(decoding: bytes, as: UTF8.self)
    return [kind, "tollgate/", "\\u00", "\\x"].contains { text.contains($0) }
  }

  private static func isNearlyOurs(_ version: String?) -> Bool {
    guard let version else { return false }
    return version.lowercased().hasPrefix("tollgate") || !Spelling.nearest(to: version, in: [apiVersion]).isEmpty
  }

  private static func isEmpty(_ document: Document) -> Bool {
    guard case .null = document.root.value else { return false }
    return document.findings.isEmpty
  }
}
