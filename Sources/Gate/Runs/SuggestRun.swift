import Findings
import Requests

/// A search for the requests near one that pass the gate and cost less.
public struct SuggestRun: Sendable {
  /// The suggestions.
  public let suggestions: Suggestions
  /// The files that were read.
  public let files: RequestFiles
  /// What the verdicts rest on.
  public let basis: CheckBasis

  /// Searches around the request of some files.
  /// - Throws: `GateError` for what cannot be used, `SearchError` for requests around which there is nothing to search.
  public init(_ files: RequestFiles, _ options: CheckRun.Options) throws {
    self.files = files
    if let error = files.fileErrors.first { throw GateError.file(error) }
    guard files.syntaxErrors.isEmpty else { throw SearchError.unreadable(files) }
    guard let draft = files.drafts.first else { throw GateError.noRequest(skipped: files.skipped) }
    guard files.drafts.count == 1 else { throw SearchError.several(count: files.drafts.count) }
    var search = try SearchBasis(options)
    let verdict = search.gate.evaluate(draft)
    guard let request = search.gate.request(of: draft), draft.hasRightTypes else {
      throw SearchError.incomplete(verdict.findings.filter { $0.severity == .error }, files)
    }
    let types = Set(request.instanceTypes).count
    guard types <= TypeLists.most else { throw SearchError.manyTypes(count: types, most: TypeLists.most) }
    guard let offers = search.offers(around: request.region) else {
      throw SearchError.unknownRegion(verdict.findings.filter(\.denies), files)
    }
    suggestions = Suggestions(search.gate, verdict, request, offers)
    basis = search.basis
  }
}
