import Costs
import Findings
import Gate
import Money
import Requests

/// What a difference of bills says in words and numbers, the same in text and in Markdown.
enum CostDifferenceWords {
  /// `in us-east-1`, what became of the request, or from where to where.
  static func about(_ difference: CostDifference) -> String {
    switch (difference.old?.request, difference.new?.request) {
    case (nil, let new?): return "in \(printable(new.region, limit: 80)): a new request"
    case (let old?, nil): return "in \(printable(old.region, limit: 80)): a request that is gone"
    case (let old?, let new?):
      let region = printable(new.region, limit: 80)
      let name = old.name == new.name ? "" : "(before: \(printable(old.name, limit: 80))) "
      return name + "in " + (old.region == new.region ? region : "\(printable(old.region, limit: 80)) -> \(region)")
    case (nil, nil): return ""
    }
  }

  /// The bills to show, with their titles: what is asked for where that is another mode, both modes of a request that
  /// stays, and what is asked for of one that is new or gone.
  static func bills(_ difference: CostDifference) -> [(title: String, bill: BillDifference)] {
    let modes = [difference.old, difference.new].compactMap { $0.map { mode($0.comparison.selected) } }
    let selected = [("asked for: " + modes.joined(separator: " -> "), difference.selected)]
    guard modes.count == 2 else { return selected }
    let both = [("normal mode", difference.normal), ("cost-savings mode", difference.costSavings)]
    return difference.changesMode ? selected + both : both
  }

  /// What is to be said of a request besides its bills.
  static func remarks(_ difference: CostDifference) -> [String] {
    var remarks: [String] = []
    if let old = difference.old?.request, let new = difference.new?.request, old.instanceTypes != new.instanceTypes {
      remarks.append("instance types: " + types(old) + " -> " + types(new))
    }
    if let rate = difference.exchangeRate { remarks.append("converted from US dollars: \(rate)") }
    return remarks
  }

  private static func types(_ request: ClusterRequest) -> String {
    request.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ")
  }

  /// Why the difference stands in parentheses.
  static func notIncluded(_ total: TotalDifference) -> String {
    "in parentheses: without " + total.notIncluded.joined(separator: ", ") + ", whose price is not known on a side"
  }

  private static func mode(_ mode: PerformanceProfile) -> String {
    mode == .normal ? "normal mode" : "cost-savings mode"
  }

  /// Low, expected and high with their signs.
  static func signed(_ amounts: Bounds<Money>?) -> [String] {
    guard let amounts else { return ["unknown", "unknown", "unknown"] }
    return [amounts.low, amounts.expected, amounts.high].map(AmountText.signed)
  }

  /// The same in parentheses where it is not the difference of everything.
  static func signed(_ total: TotalDifference) -> [String] {
    signed(total.monthly).map { total.isComplete ? $0 : "(\($0))" }
  }

  /// One line over all requests.
  static func summary(_ run: CostDifferenceRun) -> String {
    let unpriced = max(run.unpricedOld.count, run.unpricedNew.count)
    let changed = run.pairs.count { !$0.difference.isEmpty }
    let currency = run.total.monthly.expected.currency
    var text = "\(counted(run.pairs.count, "request")) compared, \(changed) with other costs"
    if unpriced > 0 { text += ", \(unpriced) not compared" }
    guard !run.pairs.isEmpty else { return text }
    text += "; in the modes asked for \(signed(run.total)[1]) \(currency) a month expected"
    if !run.total.isComplete { text += ", without " + run.total.notIncluded.joined(separator: ", ") }
    return text
  }
}
