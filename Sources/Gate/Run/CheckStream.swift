import Catalog
import Documents
import Findings
import Platform
import Requests

/// Checks requests a part at a time, on every core, so that memory does not grow with their number: what is reported is
/// forgotten.
public struct CheckStream {
  private let options: CheckRun.Options
  private let configuration: Configuration
  private let report: (CheckPart, CheckBasis) throws -> Void
  private var pending = Pending()
  private var loaded: (gate: Gate, basis: CheckBasis, regions: Set<String>)?
  private var tally = CheckTally()
  private var failure: (any Error)?
  /// The file of which the rest is not to be read.
  private var abandoned: String?

  /// Requests of a part: measured, larger parts are no faster.
  static let partSize = 512

  /// What was read and not yet checked.
  private struct Pending {
    var documents: [Document] = []
    var part = CheckPart()
    var isEmpty: Bool { documents.isEmpty && troubles == 0 }
    /// What could not be read.
    var troubles: Int { part.syntaxErrors.count + part.fileErrors.count }

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
    self.options = options
    self.report = report
    configuration = try Configuration(option: options.configuration)
  }

  /// Checks the requests that some paths hold and reports them a part at a time, in order.
  /// - Throws: `GateError` if nothing could be checked, and what the report throws.
  public static func run(
    paths: [String], _ options: CheckRun.Options, report: (CheckPart, CheckBasis) throws -> Void
  ) throws -> (tally: CheckTally, basis: CheckBasis) {
    try withoutActuallyEscaping(report) { report in
      var stream = try CheckStream(options, report)
      RequestPaths(paths, inParts: true).forEach { item in
        guard stream.failure == nil else { return }
        switch item {
        case .source(let source, let isFromFolder): stream.read(source, skippingOthers: isFromFolder)
        case .failure(let error): stream.fail(error)
        }
      }
      return try stream.finish()
    }
  }

  private mutating func read(_ source: SourceFile, skippingOthers: Bool) {
    // Of a file with too much wrong the rest is not read, whatever part of it that is.
    guard source.firstLine == 1 || source.name != abandoned else { return }
    // A report shows the lines of one part of a file.
    if source.firstLine > 1 { flush() }
    var found = 0
    let errors = DocumentReader.read(source) { document in
      switch RequestReader.role(of: document, skippingOthers: skippingOthers) {
      case .request:
        // Documents of one line stay together, so that the secrets of all are known when it is shown.
        if pending.documents.count >= Self.partSize, !pending.sharesLastLine(with: document) { flush() }
        found += 1
        pending.add(source)
        pending.documents.append(document)
      case .other: tally.skip(1)
      case .nothing: break
      }
    }
    guard !errors.isEmpty else { return }
    if errors.contains(where: { $0.code == .limit }) { abandoned = source.name }
    if skippingOthers, found == 0, !RequestReader.mentionsRequest(source) {
      tally.skip(1)  // In a folder, a template of somebody else's is no error of ours.
      return
    }
    pending.add(source)
    pending.part.syntaxErrors += errors
    if pending.troubles >= Self.partSize { flush() }
  }

  private mutating func fail(_ error: FileError) {
    // Nothing is written where an input would be lost.
    if case .isOutput = error {
      failure = GateError.file(error)
      return
    }
    pending.part.fileErrors.append(error)
    if pending.troubles >= Self.partSize { flush() }
  }

  private mutating func finish() throws -> (tally: CheckTally, basis: CheckBasis) {
    if loaded == nil, failure == nil, pending.isEmpty { throw GateError.noRequest(skipped: tally.skipped) }
    if !pending.isEmpty { flush() }
    if let failure { throw failure }
    // INVARIANT: without a failure, the flush has loaded them.
    guard let loaded else { throw GateError.noRequest(skipped: tally.skipped) }
    tally.add(loaded.basis.expiries)
    return (tally, loaded.basis)
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
      let (gate, basis) = try load(for: drafts)
      part.verdicts = concurrentMap(drafts) { gate.evaluate($0) }
      tally.add(part.verdicts, unreadable: part.unreadable)
      try report(part, basis)
    } catch {
      failure = error
    }
  }

  /// The gate with all regions that the requests so far name.
  private mutating func load(for drafts: [RequestDraft]) throws(GateError) -> (Gate, CheckBasis) {
    let regions = Set(drafts.compactMap { $0.region?.value })
    if let loaded, regions.allSatisfy({ loaded.regions.contains($0) || loaded.gate.catalog.regions[$0] == nil }) {
      return (loaded.gate, loaded.basis)
    }
    let all = regions.union(loaded?.regions ?? [])
    let material = try GateMaterial(options, configuration, regions: all)
    let policies = try material.policies()
    let gate = material.gate(policies, options)
    let basis = CheckBasis(material, policies, asOf: options.asOf)
    loaded = (gate, basis, all)
    return (gate, basis)
  }
}
