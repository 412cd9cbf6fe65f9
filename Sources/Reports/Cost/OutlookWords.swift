import Queueing
import Costs
import Findings
import Money
import Requests

/// What the load of a request means for both modes, in words, the same in every report.
enum OutlookWords {
  /// Why there is no saving; nil if there is one.
  static func saturation(_ outlook: Outlook) -> String? {
    switch outlook.saturated {
    case []: nil
    case let modes:
      "no saving: " + modes.map { BillReport.title($0) }.joined(separator: " and ")
        + " cannot carry a load of \(nodes(outlook.load.expected)): jobs would wait longer and longer"
    }
  }

  /// How much longer jobs wait, and from which load on that is too long; nil if a mode cannot carry the load, or is the only
  /// one.
  static func waiting(_ comparison: Comparison) -> String? {
    let outlook = comparison.outlook
    guard comparison.modes.count > 1, let normal = outlook.normalWait, let cheap = outlook.costSavingsWait,
      let extra = outlook.extraWait
    else {
      return nil
    }
    let longer =
      extra < 0
      ? "jobs wait \(WhatIfWords.duration(-extra)) less on average in cost-savings mode"
      : "jobs wait \(WhatIfWords.duration(extra)) longer on average in cost-savings mode"
    return longer + " (\(WhatIfWords.duration(cheap)) against \(WhatIfWords.duration(normal))); "
      + limit(outlook, isCheaper: comparison.savings?.expected.isNegative == false)
  }

  /// From which load on normal mode is the better choice.
  private static func limit(_ outlook: Outlook, isCheaper: Bool) -> String {
    let limit = "more than \(WhatIfWords.duration(outlook.scaling.waitLimitSeconds))"
    return switch outlook.breakEvenLoad {
    case ...0: "it is \(limit) at any load"
    case 1...: "it is not \(limit) at any load that one node carries"
    case let load:
      "from a load of \(WhatIfWords.number(load)) nodes on it is \(limit)" + (isCheaper ? ", and normal mode wins" : "")
    }
  }

  /// The load that the report rests on, where the request leaves it open; nil elsewhere.
  static func assumedLoad(_ workload: Workload) -> String? {
    guard workload.assumed.contains(.load) else { return nil }
    return "a load of \(nodes(workload.load.expected)) (\(workload.load.low) to \(workload.load.high))"
  }

  /// The workload that the organisation fixes; nil where it fixes none.
  static func fixed(_ workload: Workload) -> String? {
    workload.fixedBecause.map {
      "priced by the workload that the configuration fixes, \(inWords(workload)), not by what the request says: "
        + printable($0, limit: 200)
    }
  }

  /// What a bill rests on that only the request says; nil where it says nothing that counts.
  static func claim(_ workload: Workload) -> String? {
    guard workload.fixedBecause == nil, workload.assumed.isEmpty else { return nil }
    return "the workload, \(inWords(workload)), is the request's own word: it is not sent, and nothing checks it"
  }

  private static func inWords(_ workload: Workload) -> String {
    "\(workload.minimumNodes) to \(workload.maximumNodes) compute nodes and a load of \(workload.load.expected)"
  }

  /// How jobs run and nodes scale.
  static func scaling(_ scaling: Scaling) -> String {
    let timing = scaling.timing
    return "the number of nodes and the waits follow from jobs of \(WhatIfWords.duration(timing.runSeconds)) on average"
      + " (\(WhatIfWords.variation(timing.variation))), nodes that boot in \(WhatIfWords.duration(timing.bootSeconds)) and are"
      + " removed after \(WhatIfWords.duration(timing.idleSeconds)) without a job"
  }

  static func nodes(_ count: Quantity) -> String { count == .one ? "1 node" : "\(count) nodes" }

  /// What makes the saving: each component's part of it.
  static func parts(_ comparison: Comparison, at place: String? = nil) -> ReportTable {
    ReportTable(
      caption: "what makes the saving",
      columns: ["\(comparison.currency) a month, expected", "saving", "share", "price"],
      rows: comparison.savingParts.enumerated().map { index, part in
        let place = place.map { "\($0)/\(index)" }
        let share = share(part.saving, of: comparison)
        return ReportTable.Row(
          title: .text(part.component.title),
          cells: [
            .amount(part.saving, at: place.map { $0 + "/saving" }),
            share.map { .percent($0, at: place.map { $0 + "/share" }) } ?? .text(""),
            .text(part.status?.rawValue ?? ""),
          ])
      }, leftColumns: [3])
  }

  /// Which components carry the saving, and that their numbers are assumed; nil without a saving above zero.
  static func carriers(_ comparison: Comparison) -> String? {
    let fixed = comparison.savingParts.filter { $0.component.part == .fixed }
    guard let sum = try? fixed.reduce(Money.zero(comparison.currency), { try $0.adding($1.saving) }),
      let share = share(sum, of: comparison), share >= 0.5, comparison.savings?.expected.isNegative == false
    else { return nil }
    let part = share > 1 ? "More than all" : WhatIfWords.percent(share)
    return "\(part) of the saving comes from components whose numbers the cost profile assumes: "
      + fixed.map(\.component.title).joined(separator: ", ")
  }

  static func share(_ part: Money, of comparison: Comparison) -> Double? {
    guard let saving = comparison.savings?.expected, saving != .zero(saving.currency) else { return nil }
    return WhatIfWords.double(part) / WhatIfWords.double(saving)
  }
}
