import Documents
public import Findings
public import Platform
public import Requests

/// The requests of some files, read at once.
public struct RequestFiles: Sendable {
  /// The files that were read, in order.
  public private(set) var sources: [SourceFile] = []
  /// The requests found, whole or not, in order.
  public private(set) var drafts: [RequestDraft] = []
  /// What is not YAML or JSON.
  public private(set) var syntaxErrors: [Finding] = []
  /// What could not be read at all.
  public private(set) var fileErrors: [FileError] = []
  /// The number of documents in folders that are about something else.
  public private(set) var skipped = 0

  /// Reads files, folders (all YAML and JSON in them and below, hidden ones left out) and, as `-`, standard input.
  public init(paths: [String]) {
    RequestScan.forEach(in: paths) { add($0) }
  }

  /// Reads those files below some paths that are wanted. What is not a request is skipped in named files too.
  init(paths: [String], where isWanted: (String) -> Bool) {
    withoutActuallyEscaping(isWanted) { isWanted in
      RequestScan.forEach(in: paths, RequestScan.Options(skipsOthers: true, isWanted: isWanted)) { add($0) }
    }
  }

  /// Reads what some paths hold.
  init(paths: [String], _ options: RequestScan.Options) { RequestScan.forEach(in: paths, options) { add($0) } }

  /// The requests of sources in memory, of which those about something else are skipped.
  init(_ sources: [SourceFile]) {
    for source in sources { RequestScan.forEach(in: source, skippingOthers: true) { add($0) } }
  }

  /// The requests of one source that is already in memory; `token` stands in them where the given external id belongs.
  public init(_ source: SourceFile, replacing token: String, with externalId: ExternalID) {
    RequestScan.forEach(in: source) { add($0) }
    drafts = drafts.map { $0.replacingExternalId(token, with: externalId) }
  }

  /// What was read already.
  init(
    _ documents: [Document], in sources: [SourceFile], syntaxErrors: [Finding], fileErrors: [FileError], skipped: Int
  ) {
    drafts = documents.map { RequestReader.draft(of: $0) }
    (self.sources, self.syntaxErrors, self.fileErrors) = (sources, syntaxErrors, fileErrors)
    self.skipped = skipped
  }

  /// Whether a file, or a part of one, could not be read.
  public var isUnreadable: Bool { !syntaxErrors.isEmpty || !fileErrors.isEmpty }

  /// These requests, if all of them could be read and there is one.
  /// - Throws: `UnreadableRequests` otherwise.
  public var whole: RequestFiles {
    get throws(UnreadableRequests) {
      guard !isUnreadable, !drafts.isEmpty else { throw UnreadableRequests(files: self) }
      return self
    }
  }

  /// The regions that the requests name.
  public var regions: Set<String> { drafts.regions }

  /// The parts of each file that must not be shown.
  public var secrets: [String: [SourceRange]] {
    drafts.reduce(into: [:]) { secrets, draft in secrets[draft.place.source, default: []] += draft.secretRanges }
  }

  private mutating func add(_ item: RequestScan.Item) {
    switch item {
    case .document(let document, let source):
      add(source)
      drafts.append(RequestReader.draft(of: document))
    case .other: skipped += 1
    case .syntaxErrors(let errors, let source):
      add(source)
      syntaxErrors += errors
    case .failure(let error): fileErrors.append(error)
    case .nextPart: break
    }
  }

  private mutating func add(_ source: SourceFile) {
    if sources.last?.name != source.name { sources.append(source) }
  }
}

extension [RequestDraft] {
  /// The regions that the requests name.
  var regions: Set<String> { Set(compactMap { $0.region?.value }) }

  /// The accounts of their roles.
  var accounts: Set<String> {
    Set(compactMap { $0.roleArn.flatMap { ClusterRequest.account(ofRole: $0.value) } })
  }
}

/// Requests that are needed whole, of which not all could be read, or which are none.
public struct UnreadableRequests: Error, Sendable {
  /// The files, with what is wrong with them.
  public let files: RequestFiles
}
