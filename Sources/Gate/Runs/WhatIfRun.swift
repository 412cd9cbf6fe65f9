public import Catalog
import Costs
import Documents
import Findings
public import Platform
public import Requests
import Simulation
public import WhatIf

/// A comparison of both modes of one request, as options and files ask for it.
public struct WhatIfRun: Sendable {
  /// The answer.
  public let answer: WhatIf
  /// The request.
  public let request: ClusterRequest
  /// The catalog, with the regions of the request and the scenarios.
  public let catalog: Catalog
  /// The day of the comparison.
  public let asOf: CalendarDate
  /// The configuration's file; nil if there is none.
  public let configuration: String?
  /// What is to be said once of the prices.
  public let pricingWarnings: [String]

  /// Compares the modes of the only request of some files.
  /// - Throws: `WhatIfRunError`, `UnreadableRequests`, and `GateError` for what requests are checked against.
  public init(_ files: RequestFiles, _ options: Options, _ gate: CheckRun.Options) async throws {
    if files.isUnreadable { throw UnreadableRequests(files: files) }
    guard let draft = files.drafts.first else { throw GateError.noRequest(skipped: files.skipped) }
    guard files.drafts.count == 1 else { throw WhatIfRunError.notOneRequest(count: files.drafts.count) }
    let sources = try options.scenarios.map { path throws(FileError) in try SourceFile(reading: path) }
    let scenarios = try ScenarioDocument.read(sources)
    let regions = files.regions.union(scenarios.compactMap(\.otherRegion))
    let material = try GateMaterial(gate, regions: regions)
    guard material.contract.generation == .kubernetes else { throw WhatIfRunError.oneMode }
    guard let request = draft.complete.map(material.configuration.workloads.priced) else {
      throw WhatIfRunError.incompleteRequest
    }
    let assumptions = try options.assumptions(request, material.costProfile.scaling)
    let findings = scenarios.flatMap { $0.findings(material.catalog, request, assumptions) }
    guard findings.isEmpty else { throw WhatIfDocumentError(findings, in: sources) }
    let keepsReady = assumptions.warmNodes > 0 || scenarios.contains { $0.keepsNodesReady }
    if keepsReady, let ready = material.costProfile.components.first(where: \.isNodeKeptReady) {
      throw WhatIfRunError.warmNodesTwice(component: ready.name, option: ready.option)
    }
    var effort = WhatIf.Effort()
    effort.seed = options.seed
    self.request = request
    catalog = material.catalog
    asOf = gate.asOf
    configuration = material.configuration.path
    pricingWarnings = material.pricingWarnings(asOf: gate.asOf)
    answer = try await WhatIf(
      request, Estimator(profile: material.costProfile, catalog: material.catalog, generation: .kubernetes),
      assumptions, scenarios: scenarios,
      trace: try options.traceChoice(), effort: effort)
  }
}

/// Why the modes of a request cannot be compared.
public enum WhatIfRunError: Error, Sendable {
  /// There are several requests, and what is asked can be said of one only.
  case notOneRequest(count: Int)
  /// The control plane's contract has no cost-savings mode.
  case oneMode
  /// The request lacks something that a bill needs.
  case incompleteRequest
  /// `--warm` or a scenario keeps nodes ready, and a component of the cost profile already pays for some.
  case warmNodesTwice(component: String, option: String?)
  /// Jobs are so rare, or none, that their waiting cannot be compared.
  case tooFewJobs(load: Double)
  /// There is no load profile and no file of this name.
  case unknownLoadProfile(String, nearest: String?)
  /// `--load` is more than the request's greatest number of nodes.
  case loadAboveMaximum(load: Double, maximum: Int)
}
