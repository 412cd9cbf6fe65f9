import Documents
public import Findings
public import Platform
public import Requests

/// Finds and reads the files that hold requests.
public struct RequestFiles: Sendable {
  /// The files that were read, in order.
  public private(set) var sources: [SourceFile] = []
  /// The requests found, whole or not, in order.
  public private(set) var drafts: [RequestDraft] = []
  /// What is not YAML or JSON.
  public private(set) var syntaxErrors: [Finding] = []
  /// What could not be read at all.
  public private(set) var fileErrors: [FileError] = []
  /// Documents in folders that are about something else.
  public private(set) var skipped = 0

  /// Reads files, folders (all YAML and JSON in them and below, hidden ones left out) and, as `-`, standard input.
  public init(paths: [String]) {
    RequestPaths(paths).forEach { item in
      switch item {
      case .source(let source, let isFromFolder): read(source, skippingOthers: isFromFolder)
      case .failure(let error): fileErrors.append(error)
      }
    }
  }

  /// The requests of one source that is already in memory; `token` stands in them where the given external id belongs.
  public init(_ source: SourceFile, replacing token: String, with externalId: ExternalID) {
    read(source, skippingOthers: false)
    drafts = drafts.map { $0.replacingExternalId(token, with: externalId) }
  }

  private mutating func read(_ source: SourceFile, skippingOthers: Bool) {
    let file = DocumentReader.read(source)
    let result = RequestReader.read(file, skippingOthers: skippingOthers)
    skipped += result.skipped
    if !file.errors.isEmpty, skippingOthers, result.drafts.isEmpty, !RequestReader.mentionsRequest(source) {
      skipped += 1  // In a folder, a template of somebody else's is no error of ours.
      return
    }
    syntaxErrors += file.errors
    guard !result.drafts.isEmpty || !file.errors.isEmpty else { return }
    sources.append(source)
    drafts += result.drafts
  }
}
