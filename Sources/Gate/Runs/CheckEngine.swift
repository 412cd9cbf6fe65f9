import Catalog
import Documents
import Findings
import Platform
import Policies
import Requests

/// Makes a gate for the first requests, and a new one when later requests name more regions.
struct CheckEngine {
  private let options: CheckRun.Options
  private let configuration: Configuration
  private let baseline: Baseline?
  private var match: BaselineMatch?
  /// The comparison before the first request.
  private let freshMatch: BaselineMatch?
  private var scope = CheckBasis.Scope.all
  private var loaded: (gate: Gate, basis: CheckBasis, regions: Set<String>, accounts: Set<String>)?

  init(_ options: CheckRun.Options) throws(GateError) {
    self.options = options
    configuration = try Configuration(option: options.configuration)
    guard !options.isSubmission, let path = Self.baselinePath(options.controls, configuration) else {
      (baseline, freshMatch) = (nil, nil)
      return
    }
    let isNew = options.controls.baseline == .writes(path)
    let baseline: Baseline
    do throws(GateError) { baseline = try Self.baseline(path, mayBeMissing: isNew) } catch {
      throw options.controls.baseline == .ofConfiguration ? configuration.placed(error) : error
    }
    freshMatch = BaselineMatch(baseline, makingNew: isNew)
    match = freshMatch
    self.baseline = isNew ? nil : baseline
  }

  /// The baseline's file; nil where there is none, or nothing is to be excused.
  private static func baselinePath(_ controls: GateControls, _ configuration: Configuration) -> String? {
    switch controls.baseline {
    case .ofConfiguration: controls.obeysExceptions ? configuration.baseline : nil
    case .obeys(let path), .writes(let path): path
    }
  }

  private static func baseline(_ path: String, mayBeMissing: Bool) throws(GateError) -> Baseline {
    if mayBeMissing, !FileReading.exists(path) { return Baseline([]) }
    let source: SourceFile
    do throws(FileError) { source = try SourceFile(reading: path) } catch { throw .file(error) }
    return try Baseline(source)
  }

  /// Whether paths without a request are a run too.
  var mayBeEmpty: Bool { options.controls.mayBeEmpty }

  /// What the verdicts so far rest on; nil before the first.
  var basis: CheckBasis? { loaded?.basis }

  /// Whether there may be budgets, before the policies are loaded.
  var mayHaveBudgets: Bool { !configuration.policies.isEmpty || !options.controls.policies.isEmpty }

  /// A judge of the budgets that are valid; nil where there are none, or nothing has been checked.
  var budgetJudge: BudgetJudge? {
    guard let policies = loaded?.basis.policies else { return nil }
    return BudgetJudge(policies.budgets(on: options.asOf), withExisting: !options.existing.isEmpty)
  }

  /// Forgets what the requests so far came to, so that they can be checked again.
  mutating func startOver() { match = freshMatch }

  /// Adds what budgets say of some requests, after everything else was said.
  func judge(_ verdicts: inout [Verdict], with judge: inout BudgetJudge) {
    if let gate = loaded?.gate { judge.judge(&verdicts, by: gate) }
  }

  /// Counts what exists, a part at a time.
  /// - Throws: `GateError` for what cannot be read, or is not complete: what it costs would not be known.
  mutating func countExisting(_ judge: inout BudgetJudge) throws(GateError) {
    guard !options.existing.isEmpty else { return }
    var existing = ExistingRequests()
    var failure: GateError?
    let reading = RequestScan.Options(isInParts: true, skipsOthers: options.controls.skipsOthers)
    RequestScan.forEach(in: options.existing, reading, until: { failure != nil }) { item in
      existing.add(item)
      guard existing.count >= CheckStream.partSize else { return }
      do throws(GateError) { try count(&existing, &judge) } catch { failure = error }
    }
    if let failure { throw failure }
    try count(&existing, &judge)
    // A folder that is not the one that was meant would leave every budget unspent.
    guard existing.found > 0 else {
      let paths = options.existing.map { "`\(printable($0, limit: 200))`" }.joined(separator: ", ")
      throw .selection(
        "there is no existing request in \(paths)", help: "name what runs, or leave `--existing` out where nothing does"
      )
    }
  }

  private mutating func count(_ existing: inout ExistingRequests, _ judge: inout BudgetJudge) throws(GateError) {
    let drafts = try existing.take()
    let (gate, _) = try gate(for: drafts)
    let bills = concurrentMap(drafts) { gate.bills(of: $0) }
    for (draft, bills) in zip(drafts, bills) {
      guard let request = gate.request(of: draft), let bills else { throw existing.notPriced(draft) }
      judge.count(existing: request, bills)
    }
  }

  /// Makes the gate for some requests before they are checked, so that copies of the engine share it.
  mutating func prepare(for drafts: [RequestDraft]) throws(GateError) { _ = try gate(for: drafts) }

  /// The verdicts on some requests, in order, made on every core.
  mutating func verdicts(on drafts: [RequestDraft]) throws(GateError) -> (verdicts: [Verdict], basis: CheckBasis) {
    let (gate, basis) = try gate(for: drafts)
    guard options.isSubmission else {
      var verdicts = concurrentMap(drafts) { gate.evaluate($0) }
      match?.excuse(&verdicts) { code in
        Gate.isWaivable(code) && basis.policies?.allowsExceptions(from: code) ?? true
      }
      return (verdicts, basis)
    }
    let enforcing = gate.enforcing
    return (concurrentMap(drafts) { enforcing.evaluate(enforcing.resolvingExternalId(of: $0)) }, basis)
  }

  /// The entries of the baseline that nothing has met in a run of some paths. A run that reads only what changed cannot tell.
  mutating func staleEntries(below paths: [String]) -> [Finding] {
    guard options.controls.changedSince == nil else { return [] }
    let selection = options.controls.selection
    return match?.stale(below: paths, where: selection.includes) ?? []
  }

  /// The baseline that the run makes; nil if it makes none.
  mutating func newBaseline(below paths: [String]) -> Baseline? {
    if case .writes = options.controls.baseline { match?.updated(below: paths) } else { nil }
  }

  /// The files that a check since a revision reads; nil for all of them: nobody asked for less, or what decides changed too.
  mutating func changedFiles() throws(GateError) -> ChangedFiles? {
    guard let revision = options.controls.changedSince else { return nil }
    let changed = try ChangedFiles(since: revision)
    let catalog = try CatalogLocation.find(option: options.catalog, configuration: configuration)
    let deciding =
      [
        configuration.path, baseline?.source?.name, options.costProfile ?? configuration.costProfile, catalog,
      ].compactMap(\.self)
      + configuration.quotaSheets + configuration.policies + options.controls.policies
    let cause = deciding.first(where: changed.touches)
    scope = cause.map { .everything(since: revision, because: $0) } ?? .changes(since: revision)
    return cause == nil ? changed : nil
  }

  /// A gate that knows all regions that the requests so far name, and the quotas of all of their accounts.
  private mutating func gate(for drafts: [RequestDraft]) throws(GateError) -> (Gate, CheckBasis) {
    let regions = drafts.regions
    let accounts = configuration.quotaAccounts.isEmpty ? [] : drafts.accounts.intersection(configuration.quotaAccounts)
    if let loaded, accounts.isSubset(of: loaded.accounts),
      regions.allSatisfy({ loaded.regions.contains($0) || loaded.gate.catalog.regions[$0] == nil })
    {
      return (loaded.gate, loaded.basis)
    }
    let all = regions.union(loaded?.regions ?? [])
    let allAccounts = accounts.union(loaded?.accounts ?? [])
    let material = try GateMaterial(options, configuration, regions: .only(all), accounts: allAccounts)
    let controls = options.isSubmission ? GateControls() : options.controls
    let policies = try material.policies(beside: controls.policies)
    try controls.selection.check(policies?.codes ?? [])
    let gate = material.gate(policies, controls: controls, user: options.user, asOf: options.asOf)
    var basis = CheckBasis(material, policies, controls, baseline, asOf: options.asOf)
    basis.scope = scope
    loaded = (gate, basis, all, allAccounts)
    return (gate, basis)
  }
}
