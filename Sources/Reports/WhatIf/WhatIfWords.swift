import Costs
import Findings
import Money
import Queueing
import Simulation
import WhatIf

/// What a comparison of the modes says in words and numbers, the same in every format.
enum WhatIfWords {
  /// Which mode, and when that changes.
  static func recommendation(_ answer: WhatIf) -> String {
    let point = answer.point
    switch (answer.normal.isSaturated, answer.costSavings.isSaturated) {
    case (true, true):
      return
        "Neither mode carries the load: in normal mode, \(saturation(answer.normal, answer)). Raise the greatest number of nodes."
    case (false, true):
      return "Normal mode: cost-savings mode cannot carry the load, since \(saturation(answer.costSavings, answer)). "
        + flip(answer)
    case (true, false):
      return "Cost-savings mode: normal mode cannot carry the load, since \(saturation(answer.normal, answer)). "
        + flip(answer)
    case (false, false): break
    }
    guard let savings = point.comparison.savings, let extraWait = point.extraWait else { return flip(answer) }
    let saving = "\(AmountText.text(savings.expected, places: 0)) \(answer.currency) a month"
    guard let better = point.comparison.betterMode else {
      return "No mode can be called the better one, since prices are not known: "
        + unpriced(point.comparison).joined(separator: ", ")
        + ". On the lines whose price is known, cost-savings mode saves \(saving), and jobs wait \(longer(extraWait)). "
        + flip(answer)
    }
    let carriers = OutlookWords.carriers(point.comparison).map { $0 + ". " } ?? ""
    if savings.expected == .zero(answer.currency) {
      return
        "\(better == .normal ? "Normal" : "Cost-savings") mode: both cost the same, and in cost-savings mode jobs wait "
        + "\(longer(extraWait)). " + flip(answer)
    }
    if savings.expected.isNegative { return "Normal mode: it is cheaper with this load. " + flip(answer) }
    let wait = longer(extraWait)
    if better == .costSavings {
      return "Cost-savings mode: it saves \(saving), and jobs wait \(wait). \(carriers)" + flip(answer)
    }
    return
      "Normal mode, if jobs may wait at most \(duration(answer.assumptions.waitLimit)) longer on average: cost-savings mode would save "
      + "\(saving), but jobs would wait \(wait). \(carriers)" + flip(answer)
  }

  private static func longer(_ extraWait: Double) -> String {
    extraWait < 0 ? "\(duration(-extraWait)) less on average" : "\(duration(extraWait)) longer on average"
  }

  /// Why a mode cannot carry the load.
  private static func saturation(_ mode: ModeOutcome, _ answer: WhatIf) -> String {
    let most = mode.estimate.computeNodes.high
    if answer.evidence != .formulas, let saturation = mode.simulated.saturation { return "\(saturation)" }
    let load = answer.point.load
    return "the load is \(number(load)) node\(number(load) == "1" ? "" : "s") and there "
      + (most == .one ? "is 1" : "are at most \(most)")
  }

  /// The load at which the recommendation changes.
  static func flip(_ answer: WhatIf) -> String {
    let limit = duration(answer.assumptions.waitLimit)
    let minimum = answer.assumptions.minimumNodes
    let nodes = counted(minimum, "node")
    let condition = "with \(nodes) always up in normal mode and a limit of \(limit) more waiting on average"
    switch answer.breakEven {
    case .waiting(let load, let interval):
      let range = interval.map {
        " (\(level(answer.study.intervalKind)): \(number($0.low)) to \(number($0.high)))"
      }
      return
        "The break-even is at a load of \(number(load)) nodes\(range ?? "") (one node in use \(percent(load)) of the "
        + "time). Above it, jobs wait more than \(limit) longer on average than in normal mode with \(nodes) always up."
    case .money(let load): return "Above a load of \(number(load)) nodes normal mode is cheaper; \(condition)."
    case .moneyBelow(let load):
      return
        "Up to a load of about \(number(load)) nodes normal mode is cheaper, above it cost-savings mode; \(condition)."
    case .always: return "At no load is cost-savings mode the better choice, \(condition)."
    case .never: return "Cost-savings mode is the better choice up to the load that one node can carry, \(condition)."
    }
  }

  /// Everything that the answer assumes.
  static func assumptions(_ answer: WhatIf) -> [String] {
    let it = answer.assumptions
    var lines = [
      "normal mode: \(it.minimumNodes) to \(it.maximumNodes) compute nodes, of which \(it.minimumNodes) \(it.minimumNodes == 1 ? "is" : "are") always up",
      "a node boots in \(duration(it.bootSeconds)) and is removed after \(duration(it.idleSeconds)) without a job"
        + (it.warmNodes > 0 ? "; \(it.warmNodes) are kept ready above demand" : ""),
      "cost-savings mode: one compute node, always up, and fewer management nodes, as the cost profile says",
    ]
    if let trace = answer.trace {
      // As many as the bootstrap draws from.
      let days = Int((trace.jobs.horizon / TraceWorkload.day).rounded(.up))
      let unfit = Int(answer.study.costSavings.sample(.unfit).mean.rounded())
      lines.append(
        "jobs: \(trace.jobs.count) of \(printable(trace.source)), resampled in \(days) blocks of a day; intervals say what "
          + "another such time may bring" + (days < 10 ? ", and little of so few days" : "")
          + "; \(trace.unusable.total) lines were unusable, and \(unfit) jobs fit on no one node")
    } else {
      lines.append(
        "jobs: at random, a load of \(number(it.load)) nodes, \(duration(it.jobSeconds)) each on average; "
          + "\(variation(it.variation)); in real traces the square is 12 or more")
    }
    if let fixed = OutlookWords.fixed(answer.point.comparison.outlook.workload) { lines.append(fixed) }
    if it.backfilling {
      lines.append("jobs may start before one that waits for several nodes, if they do not delay it (EASY backfilling)")
    }
    if let pattern = it.pattern {
      lines.append(
        "arrivals vary over the week: \(printable(pattern.name, limit: 80)); the load is the mean of the week")
    }
    switch answer.evidence {
    case .formulas:
      lines.append("nodes and mean waits by formulas of queues; a simulation stands beside them as a check")
      if !it.settles {
        lines.append(
          "the simulation is too short for so many nodes: they get through its jobs before the long ones end, so that its "
            + "nodes are too few and its waits and percentiles no guide")
      }
    case .simulation(let reason): lines.append("nodes and waits by simulation, since \(reason)")
    }
    lines += answer.checks.map { check($0) }
    let unpriced = unpriced(answer.point.comparison)
    if !unpriced.isEmpty {
      lines.append("not in the amounts, since their prices are not known: " + unpriced.joined(separator: ", "))
    }
    lines.append(
      "a month has \(Estimate.hoursPerMonth) hours; prices are those of the catalog" + terms(answer.point.comparison))
    let from = answer.provenance
    let types = from.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ")
    lines.append(
      "priced: \(printable(from.region, limit: 80)), compute nodes of \(types), by the catalog of \(from.catalog) and the cost "
        + "profile \(ProfileWords.name(from.costProfile)); \(statuses(answer.point.comparison))")
    lines += ProfileWords.notInBills(from.costProfile)
    if let rate = answer.point.comparison.exchangeRate { lines.append("converted from US dollars: \(rate)") }
    return lines
  }

  /// The number of prices of each status.
  private static func statuses(_ comparison: Comparison) -> String {
    var statuses: [String: UnitPrice.Status] = [:]
    for line in comparison.normal.lines + comparison.costSavings.lines {
      if let price = line.unitPrice { statuses[line.component.name] = price.status }
    }
    let counts = UnitPrice.Status.allCases.compactMap { status in
      let count = statuses.values.count { $0 == status }
      return count == 0 ? nil : "\(count) \(status.rawValue)"
    }
    return "its prices by status: " + counts.joined(separator: ", ")
  }

  /// What a formula says of the waiting in a mode or scenario.
  private static func check(_ check: AnalyticCheck) -> String {
    switch check.answer {
    case .estimate(let estimate):
      "check of \(ScenarioWords.title(check.name)): \(formula(estimate.formula)) gives a mean wait of \(duration(estimate.meanWait))"
        + " (\(estimate.formula.source))"
    case .none(let reason): "check of \(ScenarioWords.title(check.name)): no formula applies, since \(reason)"
    }
  }

  private static func formula(_ formula: QueueFormula) -> String {
    switch formula {
    case .erlangC: "Erlang's formula C"
    case .pollaczekKhinchine: "the formula of Pollaczek and Khinchine"
    case .tijms: "the approximation of Tijms"
    case .allenCunneen:
      "the approximation of Allen and Cunneen, good for loads above a half and variations up to about 2,"
    }
  }

  /// What is said before an interval.
  static func level(_ kind: IntervalKind) -> String {
    switch kind {
    case .simulation: "95 %"
    case .bootstrap: "95 of 100 resampled traces"
    }
  }

  /// What the bills leave out.
  private static func unpriced(_ comparison: Comparison) -> [String] {
    var titles: [String] = []
    for line in comparison.normal.unknown + comparison.costSavings.unknown
    where !titles.contains(line.component.title) { titles.append(line.component.title) }
    return titles
  }

  /// What changes the catalog's prices; empty if nothing does.
  private static func terms(_ comparison: Comparison) -> String {
    let terms = comparison.terms.map { "\($0)" }
    return terms.isEmpty ? "" : ", changed by " + terms.joined(separator: "; ")
  }

  // MARK: Numbers

  /// How much run times differ.
  static func variation(_ squared: Double) -> String {
    "the standard deviation of run times is \(number(squared.squareRoot())) times their mean (squared: \(number(squared)))"
  }

  /// `45 s`, `12 min`, `3.4 h`, `2.1 d`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "unknown" }
    return switch seconds.magnitude {
    case ..<0.05: "0 s"
    case ..<90: "\(number(seconds)) s"
    case ..<5_400: "\(number(seconds / 60)) min"
    case ..<172_800: "\(number(seconds / 3_600)) h"
    default: "\(number(seconds / 86_400)) d"
    }
  }

  /// Three digits that count.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    var step = 1.0
    var size = value.magnitude
    while size >= 1_000, step < 1e15 { (size, step) = (size / 10, step * 10) }
    while size < 100, size > 0, step > 1e-3 { (size, step) = (size * 10, step / 10) }
    let rounded =
      step >= 1 ? (value / step).rounded() * step : (value * (1 / step).rounded()).rounded() / (1 / step).rounded()
    return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? String(Int(rounded)) : "\(rounded)"
  }

  static func percent(_ share: Double) -> String {
    let text = number(share * 100)
    guard text == "0" || text == "-0", share != 0 else { return text + " %" }
    return (share > 0 ? "< 0.001" : "> -0.001") + " %"
  }

  /// An amount for the length of a bar, never for a sum.
  static func double(_ money: Money) -> Double { Double(money.exact) ?? 0 }
}
