import Documents
import Catalog
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
  private var loaded: (gate: Gate, basis: CheckBasis, regions: Set<String>)?

  init(_ options: CheckRun.Options) throws(GateError) {
    self.options = options
    configuration = try Configuration(option: options.configuration)
    let controls = options.controls
    baseline = try options.isSubmission ? nil : Self.baseline(controls)
    match = baseline.map { BaselineMatch($0, makingNew: controls.makesBaseline) }
  }

  /// The baseline that the controls name; an empty one for a file that is to be made.
  private static func baseline(_ controls: GateControls) throws(GateError) -> Baseline? {
    guard let path = controls.baseline else { return nil }
    if controls.makesBaseline, !FileReading.exists(path) { return Baseline([]) }
    let source: SourceFile
    do throws(FileError) { source = try SourceFile(reading: path) } catch { throw .file(error) }
    return try Baseline(source)
  }

  /// Whether paths without a request are a run too.
  var mayBeEmpty: Bool { options.controls.mayBeEmpty }

  /// What the verdicts so far rest on; nil before the first.
  var basis: CheckBasis? { loaded?.basis }

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
    options.controls.makesBaseline ? match?.updated(below: paths) : nil
  }

  /// The files that a check since a revision reads; nil for all of them: nobody asked for less, or what decides changed too.
  func changedFiles() throws(GateError) -> ChangedFiles? {
    guard let revision = options.controls.changedSince else { return nil }
    let changed = try ChangedFiles(since: revision)
    let catalog = try CatalogLocation.find(option: options.catalog, configuration: configuration)
    let deciding =
      [configuration.path, options.costProfile ?? configuration.costProfile, catalog].compactMap(\.self)
      + configuration.policies + options.controls.policies
    return deciding.contains(where: changed.touches) ? nil : changed
  }

  /// A gate that knows all regions that the requests so far name.
  private mutating func gate(for drafts: [RequestDraft]) throws(GateError) -> (Gate, CheckBasis) {
    let regions = drafts.regions
    if let loaded, regions.allSatisfy({ loaded.regions.contains($0) || loaded.gate.catalog.regions[$0] == nil }) {
      return (loaded.gate, loaded.basis)
    }
    let all = regions.union(loaded?.regions ?? [])
    let material = try GateMaterial(options, configuration, regions: .only(all))
    let controls = options.isSubmission ? GateControls() : options.controls
    let policies = try material.policies(beside: controls.policies)
    try controls.selection.check(policies?.codes ?? [])
    let gate = material.gate(policies, controls: controls, user: options.user, asOf: options.asOf)
    let basis = CheckBasis(
      material, policies, controls, controls.makesBaseline ? nil : baseline, asOf: options.asOf)
    loaded = (gate, basis, all)
    return (gate, basis)
  }
}
