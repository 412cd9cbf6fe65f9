import Costs
import Money
public import Simulation

/// The load above which cost-savings mode is the wrong choice.
public enum ModeBreakEven: Sendable {
  /// At this load, in nodes, the additional wait exceeds the limit; the interval is that of a simulation, nil by formulas.
  case waiting(load: Double, interval: Interval?)
  /// At this load, normal mode costs no more.
  case money(load: Double)
  /// The additional wait exceeds the limit at every load.
  case always
  /// Cost-savings mode is the right choice up to the load that one node can carry.
  case never
}

extension ModeBreakEven {
  /// The loads to search: from almost none to almost what one node can carry.
  private static let range = 0.01...0.97
  /// The tolerance: a hundredth of the loads that matter most.
  private static let tolerance = 0.000_2

  /// Finds the break-even load: by bisection for the wait, among the points of a sweep for the cost.
  static func find(
    _ points: [ModePoint], _ scenarios: [Scenario], limit: Double, _ kind: IntervalKind, options: Study.Options,
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
    return waiting.beforeMoney(points)
  }

  /// The break-even by formulas.
  static func find(_ points: [ModePoint], _ outlook: Outlook) -> ModeBreakEven {
    let load = outlook.breakEvenLoad
    let waiting: ModeBreakEven = load <= 0 ? .always : load >= 1 ? .never : .waiting(load: load, interval: nil)
    return waiting.beforeMoney(points)
  }

  /// The load at which normal mode costs no more, where that is less.
  private func beforeMoney(_ points: [ModePoint]) -> ModeBreakEven {
    let waiting = self
    guard let money = points.first(where: { $0.saving?.isNegative ?? false })?.load else { return waiting }
    switch waiting {
    case .waiting(let load, _): return money < load ? .money(load: money) : waiting
    case .always: return waiting
    case .never, .money: return .money(load: money)
    }
  }
}
