import Documents
import Findings
import Platform
import Requests

/// Requests that exist already, a part at a time.
struct ExistingRequests {
  private var documents: [Document] = []
  private var sources: [SourceFile] = []
  private var findings: [Finding] = []
  private var failure: FileError?

  /// How many were found.
  private(set) var found = 0

  /// How many are waiting, or whether something is wrong with them.
  var count: Int { documents.count + (findings.isEmpty && failure == nil ? 0 : CheckStream.partSize) }

  mutating func add(_ item: RequestScan.Item) {
    switch item {
    case .document(let document, let source):
      documents.append(document)
      found += 1
      if sources.last?.name != source.name { sources.append(source) }
    case .syntaxErrors(let errors, let source):
      findings += errors
      if sources.last?.name != source.name { sources.append(source) }
    case .failure(let error): failure = error
    case .other, .nextPart: break
    }
  }

  /// Takes those that are waiting.
  /// - Throws: `GateError` if a file could not be read.
  mutating func take() throws(GateError) -> [RequestDraft] {
    if let failure { throw .file(failure) }
    guard findings.isEmpty else { throw .existing(findings: findings, sources: sources) }
    let drafts = documents.map { RequestReader.draft(of: $0) }
    documents = []
    sources = sources.suffix(1)
    return drafts
  }

  /// The error for one without a cost.
  func notPriced(_ draft: RequestDraft) -> GateError {
    let name = printable(draft.name?.value ?? "(no name)", limit: 80)
    let finding = Finding(
      code: .notPriced, severity: .error,
      message: "the existing request `\(name)` is not complete, so that what it costs is not known",
      place: Place(source: draft.place.source, range: SourceRange(at: draft.place.range.start)),
      help: ["`tollgate check` says what it lacks"])
    return .existing(findings: [finding], sources: [])
  }
}
