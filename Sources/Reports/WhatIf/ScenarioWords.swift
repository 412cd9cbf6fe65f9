import Catalog
import Costs
import Findings
import Simulation
import WhatIf

/// What a scenario of a comparison says in words, the same in every format.
enum ScenarioWords {
  /// Which of the modes and scenarios is the cheapest within the limit of waiting.
  static func cheapest(_ answer: WhatIf) -> String {
    let limit = "\(WhatIfWords.duration(answer.assumptions.waitLimit)) more waiting on average than in normal mode"
    guard let name = answer.cheapestWithinLimit else {
      return "None has all prices and carries the load with at most \(limit)."
    }
    return "The cheapest with at most \(limit): \(title(name))."
  }

  /// The name of a mode or scenario.
  static func title(_ name: String) -> String {
    switch name {
    case PerformanceProfile.normal.rawValue: "normal mode"
    case PerformanceProfile.costSavings.rawValue: "cost-savings mode"
    default: printable(name, limit: 80)
    }
  }

  /// What a scenario is: its nodes, how they are bought, and what is not known of their prices.
  static func terms(_ one: ScenarioOutcome) -> String {
    let fleet = one.outcome.simulated.fleet
    var terms = [
      one.scenario.mode == .normal ? "normal mode" : "cost-savings mode",
      one.supply.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ") + " in "
        + printable(one.supply.region, limit: 80), nodes(fleet), purchase(one),
    ]
    if let prices = one.scenario.prices {
      terms.append("its prices are as of \(prices.asOf): \(printable(prices.source, limit: 200))")
    } else {
      switch one.scenario.purchase {
      case .onDemand: break
      case .spot, .commitment: terms.append("its prices are those of the catalog")
      }
    }
    for line in one.outcome.estimate.unknown {
      terms.append("\(line.component.title) unpriced, since \(printable(line.unknownBecause ?? ""))")
    }
    let unfit = one.outcome.simulated.sample(.unfit).mean
    if unfit > 0 {
      terms.append("\(WhatIfWords.number(unfit)) jobs need more nodes than there can be, and are left out")
    }
    if one.outcome.isSaturated {
      let why =
        one.outcome.simulated.saturation.map { "since \($0)" } ?? "since the load is that of all its nodes or more"
      terms.append("saturated, \(why)")
    }
    let description = one.scenario.description.map { " (\(printable($0, limit: 200)))" } ?? ""
    return printable(one.scenario.name, limit: 80) + description + ": " + terms.joined(separator: "; ")
  }

  private static func nodes(_ fleet: Fleet) -> String {
    if fleet.minimum == fleet.maximum { return counted(fleet.minimum, "node") + " always up" }
    return
      "\(fleet.minimum) to \(counted(fleet.maximum, "node")), booted in \(WhatIfWords.duration(fleet.bootSeconds)), removed after "
      + WhatIfWords.duration(fleet.idleTimeout) + (fleet.warm > 0 ? ", \(fleet.warm) warm" : "")
  }

  private static func purchase(_ one: ScenarioOutcome) -> String {
    switch one.supply.purchase {
    case .onDemand: "on demand"
    case .spot:
      "spot, " + interruptions(one.outcome.simulated.fleet.interruptionsPerHour, one.interruptionSource)
    case .commitment(let terms, let nodes):
      "\(counted(nodes, "node")) committed for \(terms.inWords), paid for whether used or not, more on demand"
    }
  }

  private static func interruptions(_ perHour: Double, _ source: String?) -> String {
    guard perHour > 0 else { return "never interrupted" }
    let hours = 1 / perHour
    let often =
      hours > 100 * Double(BillingHours.perYear)
      ? "less than once in a hundred years" : "once in \(WhatIfWords.duration(3_600 * hours)) on average"
    let origin = source.map { " (\(printable($0, limit: 200)))" } ?? ""
    return "a node interrupted \(often)\(origin); a job that is interrupted begins again"
  }
}
