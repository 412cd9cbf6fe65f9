import Money
public import Simulation

/// From which load on cost-savings mode is the wrong choice.
public enum ModeBreakEven: Sendable {
  /// At this load, in nodes, its additional waiting passes the limit; the interval is that of the simulation.
  case waiting(load: Double, interval: Interval)
  /// At this load normal mode is no dearer.
  case money(load: Double)
  /// At every load its additional waiting is beyond the limit.
  case always
  /// Up to the load that one node can carry it is the right choice.
  case never
}

extension ModeBreakEven {
  /// Loads that are tried: nearly none, to nearly what one node can carry.
  private static let range = 0.01...0.97
  /// How close to come: a hundredth of the loads that matter most.
  private static let tolerance = 0.000_2

  /// Finds it: by bisection for the waiting, in the points of a sweep for the money.
  static func find(
    _ points: [SweepPoint], _ scenarios: [Scenario], limit: Double, _ kind: IntervalKind, options: Study.Options,
    workload: @escaping @Sendable (Double) throws(InvalidParameter) -> Workload
  ) async throws(WhatIfError) -> ModeBreakEven {
    let found: BreakEven
    do {
      found = try await BreakEvenSearch(
        over: range, tolerance: tolerance, options: options, scenarios: scenarios, workload: workload
      ) { runs in runs[1].wait.mean - runs[0].wait.mean - limit }.run()
    } catch let error as InvalidParameter {
      throw .invalid(error)
    } catch {
      throw .cancelled
    }
    let waiting: ModeBreakEven =
      if found.loads.values.count * 2 > options.most {
        .waiting(load: found.loads.mean, interval: kind.around(found.loads))
      } else {
        found.alwaysPositive > found.neverPositive ? .always : .never
      }
    guard let money = points.first(where: { $0.study.saving.mean.isNegative })?.load else { return waiting }
    switch waiting {
    case .waiting(let load, _): return money < load ? .money(load: money) : waiting
    case .always: return waiting
    case .never, .money: return .money(load: money)
    }
  }
}
