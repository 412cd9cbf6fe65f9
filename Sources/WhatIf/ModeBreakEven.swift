import Costs
import Money
public import Simulation

/// The load above which cost-savings mode is the wrong choice.
public enum ModeBreakEven: Sendable {
  /// At this load, in nodes, the additional wait exceeds the limit; the interval is that of a simulation, nil by formulas.
  case waiting(load: Double, interval: Interval?)
  /// From this load on, normal mode costs less.
  case money(load: Double)
  /// Below this load, normal mode costs less: it has fewer nodes up than the one of cost-savings mode.
  case moneyBelow(load: Double)
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
    // Without a point that both modes carry there is nothing to search: one node cannot run the jobs, however few.
    guard points.contains(where: { $0.extraWait != nil }) else { return .always }
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

  /// The same with the loads at which normal mode costs less, those of a sweep in ascending order. Where nodes follow demand
  /// from zero on, normal mode costs less at low loads; with more of them always up, it never does.
  private func beforeMoney(_ points: [ModePoint]) -> ModeBreakEven {
    let known = points.compactMap { point in point.saving.map { (load: point.load, isCheaper: !$0.isNegative) } }
    guard let first = known.first else { return self }
    let waitLimit: Double? =
      switch self {
      case .waiting(let load, _): load
      case .always: 0
      case .never, .money, .moneyBelow: nil
      }
    if !first.isCheaper {
      guard let from = known.first(where: \.isCheaper)?.load else { return .always }
      return waitLimit.map { $0 <= from } ?? false ? .always : .moneyBelow(load: from)
    }
    guard let money = known.first(where: { !$0.isCheaper })?.load else { return self }
    return waitLimit.map { $0 <= money } ?? false ? self : .money(load: money)
  }
}
