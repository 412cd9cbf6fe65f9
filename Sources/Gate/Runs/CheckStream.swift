import Documents
import Findings
import Platform
import Requests

/// Checks requests a part at a time, so that memory use does not grow with their number: what is reported is forgotten.
public struct CheckStream {
  private let report: (CheckPart, CheckBasis) throws -> Void
  private var engine: CheckEngine
  private let kept = KeptInputs()
  private var pending = Pending()
  private var tally = CheckTally()
  private var failure: (any Error)?
  private let use: Use
  /// How budgets are judged: they need two rounds over all requests.
  private var budgets = Budgets.unknown

  private enum Budgets {
    /// The policies are not loaded yet.
    case unknown
    /// There are none: what is checked is reported.
    case none
    /// The first round: everything is counted, and nothing reported.
    case counting(BudgetJudge)
    /// The second round.
    case judging(BudgetJudge)
  }

  /// What a run is for.
  public enum Use: Sendable {
    /// A check, which also says which entries of the baseline nothing has met.
    case check
    /// A report on costs alone.
    case costs
    /// A report on costs alone, unless there is one request, which somebody else reports on.
    case costsOfSeveral
  }

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

    /// What was read if it is one request, or nothing that can be read as one; nil for several requests, and for one beside
    /// something that could not be read.
    func filesOfOne(skipped: Int) -> RequestFiles? {
      guard documents.isEmpty || (documents.count == 1 && part.unreadable == 0) else { return nil }
      return RequestFiles(
        documents, in: part.sources, syntaxErrors: part.syntaxErrors, fileErrors: part.fileErrors, skipped: skipped)
    }

    mutating func add(_ source: SourceFile) {
      if part.sources.last?.name != source.name { part.sources.append(source) }
    }
  }

  private init(
    _ options: CheckRun.Options, _ use: Use, _ report: @escaping (CheckPart, CheckBasis) throws -> Void
  ) throws(GateError) {
    self.use = use
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
  /// - Throws: `GateError` if nothing could be checked, `OneRequest` where only several are reported, and what the report throws.
  public static func run(
    paths: [String], _ options: CheckRun.Options, for use: Use = .check,
    report: (CheckPart, CheckBasis) throws -> Void
  ) throws -> Outcome {
    try withoutActuallyEscaping(report) { report in
      var stream = try CheckStream(options, use, report)
      var reading = RequestScan.Options(isInParts: true, skipsOthers: options.controls.skipsOthers)
      reading.isWanted = try stream.engine.changedFiles().map { changed in { changed.contains($0) } }
      if use == .check, stream.engine.mayHaveBudgets { reading.kept = stream.kept }
      RequestScan.forEach(in: paths, reading, until: { stream.failure != nil }) { stream.add($0) }
      if try stream.needsAnotherRound() {
        RequestScan.forEach(in: paths, reading, until: { stream.failure != nil }) { stream.add($0) }
      }
      return try stream.finish(paths)
    }
  }

  /// The files of a run that holds one request at most, which nothing was done with.
  public struct OneRequest: Error, Sendable {
    /// The files, with the request or with what is wrong with them.
    public let files: RequestFiles
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
    case .nextPart: if !pending.isEmpty { flush() }
    }
  }

  /// Whether the inputs are to be read again, since there are budgets; if so, everything is as before the first request.
  private mutating func needsAnotherRound() throws -> Bool {
    guard use == .check, failure == nil else { return false }
    if !pending.isEmpty { flush() }
    guard case .counting(var judge) = budgets, failure == nil else { return false }
    try engine.countExisting(&judge)
    budgets = .judging(judge)
    engine.startOver()
    (pending, tally) = (Pending(), CheckTally())
    return true
  }

  private mutating func finish(_ paths: [String]) throws -> Outcome {
    if let failure { throw failure }
    if use == .costsOfSeveral, engine.basis == nil, let files = pending.filesOfOne(skipped: tally.skipped) {
      throw OneRequest(files: files)
    }
    if engine.basis == nil, pending.isEmpty {
      guard engine.mayBeEmpty else { throw GateError.noRequest(skipped: tally.skipped) }
      _ = try engine.verdicts(on: [])
    }
    if !pending.isEmpty { flush() }
    if let failure { throw failure }
    // INVARIANT: without a failure, a flush has made them.
    guard var basis = engine.basis else { throw GateError.noRequest(skipped: tally.skipped) }
    if case .judging(let judge) = budgets {
      guard judge.isSettled else { throw GateError.changedWhileRead }
      basis.budgets = judge.statuses
    }
    var last = CheckPart()
    // What could not be read may have the findings that seem to be gone.
    if use == .check, tally.unreadable == 0 { last.staleEntries = engine.staleEntries(below: paths) }
    if !tally.isEmpty || !last.staleEntries.isEmpty { tally.add(basis.expiries) }
    if !last.staleEntries.isEmpty {
      tally.add(last.staleEntries)
      try report(last, basis)
    }
    return Outcome(tally: tally, basis: basis, newBaseline: engine.newBaseline(below: paths))
  }

  /// Whether verdicts are reported: not in the first round of budgets. In the second one they get what budgets say of them.
  private mutating func isReported(_ verdicts: inout [Verdict], _ basis: inout CheckBasis) throws -> Bool {
    if case .unknown = budgets {
      budgets = use == .check ? engine.budgetJudge.map { .counting($0) } ?? .none : .none
      if case .none = budgets { kept.forget() }
    }
    switch budgets {
    case .unknown, .none: return true
    // What is counted is taken out meanwhile, so that it is not copied.
    case .counting(var judge):
      budgets = .none
      judge.count(verdicts)
      budgets = .counting(judge)
      return false
    case .judging(var judge):
      budgets = .none
      engine.judge(&verdicts, with: &judge)
      basis.budgets = judge.statuses
      budgets = .judging(judge)
      return true
    }
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
      var (found, basis) = try engine.verdicts(on: drafts)
      guard try isReported(&found, &basis) else { return }
      let verdicts = found.checkingEdits(in: part.sources)
      part.verdicts = verdicts
      tally.add(verdicts, unreadable: part.unreadable)
      try report(part, basis)
    } catch {
      failure = error
    }
  }
}
