/// The load at which two alternatives are worth the same.
public struct BreakEven: Sendable, Equatable {
  /// The loads at which the difference changes sign, one for each replication that has such a load.
  public let loads: Sample
  /// The number of replications in which the difference is positive over the whole range.
  public let alwaysPositive: Int
  /// The number of replications in which the difference is 0 or negative over the whole range.
  public let neverPositive: Int
}

/// Searches for the load at which a difference changes sign. It bisects within each replication, so all loads see the
/// same random numbers and the replications give an interval.
public struct BreakEvenSearch: Sendable {
  /// The range of loads to search.
  public let range: ClosedRange<Double>
  /// The tolerance, in units of load.
  public let tolerance: Double
  /// Seed, number of replications (`most`) and threads.
  public let options: Study.Options
  private let study: @Sendable (Double) throws(InvalidParameter) -> Study
  private let difference: @Sendable ([RunResult]) -> Double

  /// Creates a search.
  /// - Parameters:
  ///   - range: the range of loads to search.
  ///   - tolerance: the tolerance, in units of load.
  ///   - options: seed, number of replications (`most`) and threads; `precision` is ignored.
  ///   - scenarios: the fleets that the jobs run on.
  ///   - workload: the workload for a load.
  ///   - difference: how much more one scenario is worth than another, from the runs in the order of the scenarios.
  /// - Throws: `InvalidParameter` if either end of the range has no valid workload.
  public init(
    over range: ClosedRange<Double>, tolerance: Double = 0.001, options: Study.Options = Study.Options(),
    scenarios: [Scenario], workload: @escaping @Sendable (_ load: Double) throws(InvalidParameter) -> Workload,
    difference: @escaping @Sendable ([RunResult]) -> Double
  ) throws(InvalidParameter) {
    try InvalidParameter.check("tolerance", tolerance, in: 1e-9...1e6)
    self.range = range
    self.tolerance = tolerance
    self.options = options
    self.difference = difference
    study = { load throws(InvalidParameter) in try Study(workload(load), scenarios, options: options) }
    for load in [range.lowerBound, range.upperBound] { _ = try study(load) }
  }

  /// Runs the replications on all cores.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func run() async throws(CancellationError) -> BreakEven {
    var loads: [Double] = []
    var (alwaysPositive, neverPositive) = (0, 0)
    try await Replications.run(most: options.most, threads: options.threads, make: crossing) { crossing in
      switch crossing {
      case .at(let load): loads.append(load)
      case .alwaysPositive: alwaysPositive += 1
      case .neverPositive: neverPositive += 1
      }
      return false
    }
    return BreakEven(loads: Sample(loads), alwaysPositive: alwaysPositive, neverPositive: neverPositive)
  }

  private enum Crossing {
    case at(Double)
    case alwaysPositive
    case neverPositive
  }

  private func crossing(_ replication: Int) -> Crossing {
    var (low, high) = (range.lowerBound, range.upperBound)
    let (isPositiveBelow, isPositiveAbove) = (isPositive(low, replication), isPositive(high, replication))
    guard isPositiveBelow != isPositiveAbove else { return isPositiveBelow ? .alwaysPositive : .neverPositive }
    while high - low > tolerance {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if isPositive(middle, replication) == isPositiveBelow { low = middle } else { high = middle }
    }
    return .at((low + high) / 2)
  }

  private func isPositive(_ load: Double, _ replication: Int) -> Bool {
    // INVARIANT: both ends of the range have a workload, and the allowed values of parameters are ranges, so every load
    // in between has one.
    guard let study = try? study(load) else { return false }
    return difference(study.replication(replication)) > 0
  }
}
