public import Money
import Queueing
public import Requests

/// Both modes of one request side by side, on the same scenario: the same load, the same prices, the same bound of each
/// assumption.
public struct Comparison: Sendable {
  /// Normal mode.
  public let normal: Estimate
  /// Cost-savings mode.
  public let costSavings: Estimate
  /// The cost in normal mode minus that in cost-savings mode: as expected, and the least and the greatest over the
  /// scenarios that both modes can carry. Nil if a mode cannot carry the expected load: a mode whose jobs wait for ever is
  /// no alternative. Nil also where there is only one mode.
  public let savings: Total?
  /// The load that both modes carry or not, and how long jobs wait.
  public let outlook: Outlook
  /// The mode that the request selects.
  public let selected: PerformanceProfile
  /// The modes that the cluster may have: both, unless the control plane's contract has no cost-savings mode.
  public let modes: [PerformanceProfile]
  /// The rate for converting the amounts; nil if they are in US dollars, the currency of the computation.
  public let exchangeRate: ExchangeRate?

  init(
    normal: Estimate, costSavings: Estimate, savings: Total?, outlook: Outlook, selected: PerformanceProfile,
    modes: [PerformanceProfile] = PerformanceProfile.allCases, exchangeRate: ExchangeRate? = nil
  ) {
    self.normal = normal
    self.costSavings = costSavings
    self.savings = savings
    self.outlook = outlook
    self.selected = selected
    self.modes = modes
    self.exchangeRate = exchangeRate
  }

  /// The currency of the amounts.
  public var currency: Currency { normal.total.low.currency }

  /// The terms applied to the prices of either mode, without duplicates.
  public var terms: [AppliedTerm] { (normal.terms + costSavings.terms).eachOnce }

  /// The estimate for the mode that the request selects.
  public var selectedEstimate: Estimate { estimate(in: selected) }

  /// The estimates of all modes.
  public var estimates: [Estimate] { modes.map { estimate(in: $0) } }

  /// What makes the saving: the expected difference of each component, the greatest first, and the status of its price.
  /// Components that cost the same in both modes, or whose price is unknown, are left out. Empty without a saving.
  public var savingParts: [SavingPart] {
    guard savings != nil else { return [] }
    var parts: [SavingPart] = []
    var names: Set<String> = []
    for line in normal.lines + costSavings.lines where names.insert(line.component.name).inserted {
      func amount(_ estimate: Estimate) -> Money? {
        guard let line = estimate.lines.first(where: { $0.component.name == line.component.name }) else {
          return .zero(currency)
        }
        return line.monthly?.expected
      }
      guard let before = amount(normal), let after = amount(costSavings),
        let saving = try? before.subtracting(after), saving != .zero(currency)
      else { continue }
      parts.append(SavingPart(component: line.component, saving: saving, status: line.unitPrice?.status))
    }
    // INVARIANT: all amounts are in one currency, so they can be compared.
    return parts.sorted { (try? $1.saving.isLess(than: $0.saving)) ?? false }
  }
}

/// What one component adds to the saving.
public struct SavingPart: Sendable {
  /// The component.
  public let component: Component
  /// The expected cost in normal mode minus that in cost-savings mode, per month.
  public let saving: Money
  /// The reliability of its price.
  public let status: UnitPrice.Status?
}

/// The load of a request, which modes can carry it, and how long jobs wait by the formulas of queues.
public struct Outlook: Sendable {
  /// The workload that the bills rest on.
  public let workload: Workload
  /// The mean wait of a job in normal mode, in seconds; nil if it cannot carry the load.
  public let normalWait: Double?
  /// The mean wait of a job in cost-savings mode, in seconds; nil if it cannot carry the load.
  public let costSavingsWait: Double?
  /// How jobs run and nodes scale.
  public let scaling: Scaling
  /// The fleet of normal mode at the expected load.
  private let fleet: ElasticFleet
  private let forecasts: NodeForecasts

  init(
    _ workload: Workload, _ scaling: Scaling, normal: ElasticFleet, waits: MeasuredModes, _ forecasts: NodeForecasts
  ) {
    self.forecasts = forecasts
    self.workload = workload
    self.scaling = scaling
    fleet = normal
    normalWait = waits.normalWait
    costSavingsWait = waits.costSavingsWait
  }

  /// The mean number of nodes that jobs keep busy.
  public var load: Workload.Load { workload.load }

  /// The modes that cannot carry the expected load.
  public var saturated: [PerformanceProfile] {
    (normalWait == nil ? [.normal] : []) + (costSavingsWait == nil ? [.costSavings] : [])
  }

  /// How much longer jobs wait on average in cost-savings mode, in seconds; nil if a mode cannot carry the load.
  public var extraWait: Double? {
    normalWait.flatMap { normal in costSavingsWait.map { $0 - normal } }
  }

  /// The load from which jobs wait longer in cost-savings mode by more than the limit, in nodes, by bisection to a
  /// ten-thousandth of a node. Zero if they do at any load; 1 if they do only where one node cannot carry the load.
  public var breakEvenLoad: Double { forecasts.breakEvenLoad(fleet, limit: scaling.waitLimitSeconds) }
}

/// The nodes of normal mode and the waiting of both modes, by formulas, or as they were simulated where no formula applies.
public struct MeasuredModes: Sendable {
  /// The mean number of nodes in normal mode.
  let nodes: Quantity
  /// The mean waits in seconds; nil where a mode cannot carry the load.
  let normalWait: Double?
  let costSavingsWait: Double?

  /// What a simulation found.
  public init(nodes: Double, normalWait: Double?, costSavingsWait: Double?) {
    self.init(
      ElasticFleet.Forecast(nodes: nodes, meanWait: normalWait), costSavingsWait: costSavingsWait)
  }

  init(_ forecast: ElasticFleet.Forecast, costSavingsWait: Double?) {
    nodes = forecast.quantity
    normalWait = forecast.meanWait
    self.costSavingsWait = costSavingsWait
  }
}

/// The bills of one request: as they were computed, and as reports show them.
public struct Bills: Sendable {
  /// Both modes in US dollars, in which prices and policies are.
  public let computed: Comparison
  /// Both modes in the currency of the cost profile.
  public let reported: Comparison
}
