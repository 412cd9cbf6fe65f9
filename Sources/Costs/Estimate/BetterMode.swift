public import Money
import Queueing
import Requests

extension Comparison {
  /// The mode to choose. If one mode alone carries the load, it is that one. If both do, it is the cheaper one, unless its jobs
  /// wait longer by more than the limit; at the same cost it is the one with shorter waits. Nil if neither carries the load,
  /// or if the choice depends on an unknown price.
  public var betterMode: PerformanceProfile? {
    guard modes.count > 1 else { return modes.first }
    guard let savings, let extraWait = outlook.extraWait else {
      return PerformanceProfile.allCases.first { !outlook.saturated.contains($0) }
    }
    guard !savings.isIncomplete else { return nil }
    guard savings.expected != .zero(currency) else { return extraWait > 0 ? .normal : .costSavings }
    return savings.expected.isNegative || extraWait > outlook.scaling.waitLimitSeconds ? .normal : .costSavings
  }

  /// The expected saving for each hour that jobs wait longer, all jobs of a month together. Nil if nothing is saved, no job
  /// waits longer, or a price is not known.
  public var savingPerHourOfWaiting: Money? {
    guard let savings, !savings.isIncomplete, !savings.expected.isNegative, savings.expected != .zero(currency),
      let extraWait = outlook.extraWait
    else { return nil }
    let month = Double(Estimate.hoursPerMonth) * 3_600
    let jobs = outlook.load.expected.double / outlook.scaling.timing.runSeconds * month
    guard let hours = Quantity(nearest: jobs * extraWait / 3_600), hours > .zero else { return nil }
    // A saving in the range of money, divided by less than 10^-9 hours, may leave it: hardly any job waits longer.
    return try? savings.expected.divided(by: hours)
  }

  /// The estimate in a mode.
  public func estimate(in mode: PerformanceProfile) -> Estimate { mode == .normal ? normal : costSavings }
}
