import Costs
import Findings
import Gate
import Money
import Requests

/// What a change does to the bills of one request as a report shows it, the same in every format for people.
struct DifferenceReport {
  let difference: CostDifference

  /// One bill before and after the change.
  struct Bill {
    let title: String
    let difference: BillDifference

    /// The currency of the amounts.
    var currency: Currency { difference.total.monthly.expected.currency }

    /// Why a difference is not known, line by line.
    var notKnown: [String] {
      difference.lines.compactMap { line in
        line.unknownBecause.map { "not known: the difference of \(line.component.title), since \($0)" }
      }
    }

    /// Why the difference of the totals stands in parentheses; nil if it does not.
    var notIncluded: String? {
      difference.total.isComplete
        ? nil
        : "in parentheses: without " + difference.total.notIncluded.joined(separator: ", ")
          + ", whose price is not known on a side"
    }

    /// The rows, in pairs of what was and what is to be, each with the difference behind it.
    var rows: [Row] {
      var rows: [Row] = []
      for line in difference.lines {
        for (kind, side) in [(Row.Kind.old, line.old), (.new, line.new)] {
          guard let side else { continue }
          rows.append(
            Row(
              kind: kind, title: side.component.title,
              details: [
                "\(side.quantity.expected)", side.unit ?? "",
                side.unitPrice?.amount.expected.rounded(places: 4) ?? "unknown",
              ], amounts: AmountText.bounds(side.monthly)))
        }
        if line.change == .changed {
          rows.append(Row(kind: .difference, title: "", amounts: AmountText.signed(line.monthly)))
        }
      }
      if let old = difference.old {
        rows.append(Row(kind: .old, title: "total", amounts: AmountText.bounds(old.total)))
      }
      if let new = difference.new {
        rows.append(Row(kind: .new, title: "total", amounts: AmountText.bounds(new.total)))
      }
      rows.append(Row(kind: .difference, title: "difference", amounts: AmountText.signed(difference.total)))
      return rows
    }
  }

  /// A row of a bill's difference.
  struct Row {
    /// What the row shows.
    enum Kind: String {
      case old, new, difference
    }

    let kind: Kind
    /// The component, or what is summed up.
    let title: String
    /// Quantity, unit and unit price; blank for sums.
    var details = ["", "", ""]
    /// Low, expected and high.
    let amounts: [String]

    /// The titles of the columns but the first two.
    static let columns = ["quantity", "unit", "unit price", "low", "expected", "high"]
  }

  init(_ difference: CostDifference) { self.difference = difference }

  /// `in us-east-1`, what became of the request, or from where to where.
  var about: String {
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

  /// The bills to show: what is asked for where that is another mode, both modes of a request that stays, and what is
  /// asked for of one that is new or gone.
  var bills: [Bill] {
    let modes = [difference.old, difference.new].compactMap { $0.map { BillReport.title($0.comparison.selected) } }
    let selected = [Bill(title: "asked for: " + modes.joined(separator: " -> "), difference: difference.selected)]
    guard modes.count == 2 else { return selected }
    let both = [
      Bill(title: BillReport.title(.normal), difference: difference.normal),
      Bill(title: BillReport.title(.costSavings), difference: difference.costSavings),
    ]
    return difference.changesMode ? selected + both : both
  }

  /// What is to be said of a request besides its bills.
  var remarks: [String] {
    var remarks: [String] = []
    if let old = difference.old?.request, let new = difference.new?.request, old.instanceTypes != new.instanceTypes {
      remarks.append("instance types: " + Self.types(old) + " -> " + Self.types(new))
    }
    if let rate = difference.exchangeRate { remarks.append("converted from US dollars: \(rate)") }
    return remarks
  }

  private static func types(_ request: ClusterRequest) -> String {
    request.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ")
  }

  /// One line over all requests.
  static func summary(_ run: CostDifferenceRun) -> String {
    let unpriced = max(run.unpricedOld.count, run.unpricedNew.count)
    let changed = run.pairs.count { !$0.difference.isEmpty }
    let currency = run.total.monthly.expected.currency
    var text = "\(counted(run.pairs.count, "request")) compared, \(changed) with other costs"
    if unpriced > 0 { text += ", \(unpriced) not compared" }
    guard !run.pairs.isEmpty else { return text }
    text += "; in the modes asked for \(AmountText.signed(run.total)[1]) \(currency) a month expected"
    if !run.total.isComplete { text += ", without " + run.total.notIncluded.joined(separator: ", ") }
    return text
  }
}
