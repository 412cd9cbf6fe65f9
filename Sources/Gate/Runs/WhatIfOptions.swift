import Costs
import Documents
import Findings
import Platform
import Requests
import Simulation
import Spelling
import WhatIf

extension WhatIfRun {
  /// What a comparison assumes beside its request. What is nil has the default of `Assumptions`.
  public struct Options: Sendable, Equatable {
    /// The mean number of nodes that jobs keep busy.
    public var load: Double?
    /// The mean run time of a job, in minutes.
    public var jobMinutes: Double?
    /// The squared coefficient of variation of run times.
    public var variation: Double?
    /// Seconds until a node accepts jobs.
    public var bootSeconds: Double?
    /// Seconds without a job after which a node is removed.
    public var idleSeconds: Double?
    /// The number of nodes that normal mode keeps ready above demand.
    public var warmNodes: Int?
    /// The longest additional mean wait that is acceptable, in minutes.
    public var waitLimitMinutes: Double?
    /// The file of a trace that the jobs come from.
    public var trace: String?
    /// The number of processors of a node, for the jobs of a trace.
    public var processorsPerNode = 1
    /// The share of the trace's jobs to keep.
    public var keep = 1.0
    /// The files of other scenarios.
    public var scenarios: [String] = []
    /// How arrivals vary over the week: `flat`, `office-hours`, or the file of a load profile.
    public var loadProfile = Options.flat
    /// Whether jobs may start before one that waits for several nodes, if they do not delay it.
    public var isBackfilling = false
    /// The seed of all random numbers.
    public var seed: UInt64 = 1

    /// The name of the load profile in which arrivals do not vary.
    public static let flat = "flat"
    /// The name of the load profile in which most arrive while people work.
    private static let officeHours = "office-hours"

    /// Options that leave everything to the defaults.
    public init() {}

    /// Whether everything is left to the defaults, as it must be where several requests are compared.
    public var isStandard: Bool { self == Options() }

    /// What is wrong with the options, as a sentence; nil if they can be used.
    public var complaint: String? {
      if let waitLimitMinutes, !waitLimitMinutes.isFinite || waitLimitMinutes < 0 {
        return "The limit of waiting is \(waitLimitMinutes), not a number of minutes."
      }
      if trace == nil, processorsPerNode != 1 || keep != 1 {
        return "--processors-per-node and --keep are about the jobs of a --trace."
      }
      if trace == nil, isBackfilling {
        return "--backfill is about jobs of several nodes, which only a --trace has."
      }
      if trace != nil, load != nil || jobMinutes != nil || variation != nil {
        return "--load, --job-time and --variation are about jobs at random; a --trace has its own."
      }
      if trace != nil, loadProfile != Self.flat {
        return "--load-profile is about jobs at random; a --trace has its own."
      }
      return Self.complaint("--load", load, 0.0001...1_000_000)
        ?? Self.complaint("--job-time", jobMinutes, 0.001...1_000_000)
        ?? Self.complaint("--variation", variation, ServiceDistribution.variationRange)
        ?? Self.complaint("--boot", bootSeconds, Fleet.bootRange)
        ?? Self.complaint("--idle", idleSeconds, Fleet.idleRange) ?? Self.complaint("--keep", keep, 0.000001...1)
    }

    private static func complaint(_ name: String, _ value: Double?, _ range: ClosedRange<Double>) -> String? {
      guard let value, !range.contains(value) else { return nil }
      return "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)."
    }

    /// The assumptions for a request.
    /// - Throws: `WhatIfRunError` for a load of more nodes than there can be, `FileError` and `WhatIfDocumentError` for a load
    ///   profile that cannot be used.
    func assumptions(_ request: ClusterRequest, _ scaling: Scaling) throws -> Assumptions {
      var assumptions = Assumptions(request.workload, scaling)
      if let load { (assumptions.load, assumptions.isLoadGiven) = (load, true) }
      guard trace != nil || SyntheticWorkload.rates.lowerBound <= assumptions.load / assumptions.jobSeconds else {
        throw WhatIfRunError.tooFewJobs(load: assumptions.load)
      }
      guard assumptions.load <= Double(assumptions.maximumNodes) else {
        throw WhatIfRunError.loadAboveMaximum(load: assumptions.load, maximum: assumptions.maximumNodes)
      }
      if let jobMinutes { assumptions.jobSeconds = jobMinutes * 60 }
      if let variation { assumptions.variation = variation }
      if let bootSeconds { assumptions.bootSeconds = bootSeconds }
      if let idleSeconds { assumptions.idleSeconds = idleSeconds }
      if let warmNodes { assumptions.warmNodes = warmNodes }
      if let waitLimitMinutes { assumptions.waitLimit = waitLimitMinutes * 60 }
      assumptions.backfilling = isBackfilling
      assumptions.pattern =
        switch loadProfile {
        case Self.flat: nil
        case Self.officeHours: .officeHours
        default: try pattern(of: loadProfile)
        }
      return assumptions
    }

    private func pattern(of path: String) throws -> LoadPattern {
      guard FileReading.exists(path) || path.contains("/") || path.contains(".") else {
        throw WhatIfRunError.unknownLoadProfile(
          path, nearest: Spelling.nearest(to: path, in: [Self.flat, Self.officeHours]).first)
      }
      return try LoadPattern(SourceFile(reading: path))
    }

    /// The jobs of the trace; nil for random jobs.
    /// - Throws: `WhatIfError.trace` for a trace that cannot be used.
    func traceChoice() throws(WhatIfError) -> WhatIf.TraceChoice? {
      guard let trace else { return nil }
      do {
        let bytes = try FileReading.bytes(of: trace, limit: 256 << 20)
        let jobs = try JobTrace(bytes, source: trace, format: JobTrace.Format(fileName: trace))
        return WhatIf.TraceChoice(jobs, processorsPerNode: processorsPerNode, keep: keep)
      } catch {
        throw .trace("\(error)")
      }
    }
  }
}
