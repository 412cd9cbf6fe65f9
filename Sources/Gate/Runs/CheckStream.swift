import Documents
import Findings
import Platform
import Requests

/// Checks requests a part at a time, so that memory use does not grow with their number: what is reported is forgotten.
public struct CheckStream {
  private let report: (CheckPart, CheckBasis) throws -> Void
  private var engine: CheckEngine
  private var pending = Pending()
  private var tally = CheckTally()
  private var failure: (any Error)?

  /// The number of requests of a part; measurements show that larger parts are not faster.
  static let partSize = 512

  /// What was read and not yet checked.
  private struct Pending {
    var documents: [Document] = []
    var part = CheckPart()
    var isEmpty: Bool { documents.isEmpty && part.unreadable == 0 }

    /// Whether a document begins on the line on which the last one ends.
    func sharesLastLine(with document: Document) -> Bool {
      guard let last = documents.last?.root.place else { return false }
      let next = document.root.place
      return last.source == next.source && last.range.end.line >= next.range.start.line
    }

    mutating func add(_ source: SourceFile) {
      if part.sources.last?.name != source.name { part.sources.append(source) }
    }
  }

  private init(
    _ options: CheckRun.Options, _ report: @escaping (CheckPart, CheckBasis) throws -> Void
  ) throws(GateError) {
    self.report = report
    engine = try CheckEngine(options)
  }

  /// What a run came to.
  public struct Outcome {
    /// What was found, counted.
    public let tally: CheckTally
    /// What the verdicts rest on.
    public let basis: CheckBasis
    /// The baseline that the run made, if it was to make one.
    public let newBaseline: Baseline?
  }

  /// Checks the requests that some paths hold and reports them a part at a time, in order.
  /// - Throws: `GateError` if nothing could be checked, and what the report throws.
  public static func run(
    paths: [String], _ options: CheckRun.Options, report: (CheckPart, CheckBasis) throws -> Void
  ) throws -> Outcome {
    try withoutActuallyEscaping(report) { report in
      var stream = try CheckStream(options, report)
      var reading = RequestScan.Options(isInParts: true, skipsOthers: options.controls.skipsOthers)
      reading.isWanted = try stream.engine.changedFiles().map { changed in { changed.contains($0) } }
      RequestScan.forEach(in: paths, reading, until: { stream.failure != nil }) { stream.add($0) }
      return try stream.finish(paths)
    }
  }

  private mutating func add(_ item: RequestScan.Item) {
    switch item {
    case .document(let document, let source):
      // Documents of one line stay together, so that the secrets of all are known when it is shown.
      if pending.documents.count >= Self.partSize, !pending.sharesLastLine(with: document) { flush() }
      pending.add(source)
      pending.documents.append(document)
    case .other: tally.skip(1)
    case .syntaxErrors(let errors, let source):
      pending.add(source)
      pending.part.syntaxErrors += errors
      if pending.part.unreadable >= Self.partSize { flush() }
    // Nothing is written where an input would be lost.
    case .failure(let error) where error.isOfReport: failure = GateError.file(error)
    case .failure(let error):
      pending.part.fileErrors.append(error)
      if pending.part.unreadable >= Self.partSize { flush() }
    // A report shows the lines of one part of a file.
    case .nextPart: flush()
    }
  }

  private mutating func finish(_ paths: [String]) throws -> Outcome {
    if let failure { throw failure }
    if engine.basis == nil, pending.isEmpty {
      guard engine.mayBeEmpty else { throw GateError.noRequest(skipped: tally.skipped) }
      _ = try engine.verdicts(on: [])
    }
    if !pending.isEmpty { flush() }
    if let failure { throw failure }
    // INVARIANT: without a failure, a flush has made them.
    guard let basis = engine.basis else { throw GateError.noRequest(skipped: tally.skipped) }
    var last = CheckPart()
    // What could not be read may have the findings that seem to be gone.
    if tally.unreadable == 0 { last.staleEntries = engine.staleEntries(below: paths) }
    if !tally.isEmpty || !last.staleEntries.isEmpty { tally.add(basis.expiries) }
    if !last.staleEntries.isEmpty {
      tally.add(last.staleEntries)
      try report(last, basis)
    }
    return Outcome(tally: tally, basis: basis, newBaseline: engine.newBaseline(below: paths))
  }

  /// Checks and reports what is pending.
  private mutating func flush() {
    guard failure == nil else {
      pending = Pending()
      return
    }
    var part = pending.part
    let drafts = concurrentMap(pending.documents) { RequestReader.draft(of: $0) }
    for draft in drafts { part.secrets[draft.place.source, default: []] += draft.secretRanges }
    pending = Pending()
    // A syntax error further on may be shown with the line of the last request.
    if let last = drafts.last { pending.part.secrets = [last.place.source: last.secretRanges] }
    do {
      let (found, basis) = try engine.verdicts(on: drafts)
      let verdicts = found.checkingEdits(in: part.sources)
      part.verdicts = verdicts
      tally.add(verdicts, unreadable: part.unreadable)
      try report(part, basis)
    } catch {
      failure = error
    }
  }
}
