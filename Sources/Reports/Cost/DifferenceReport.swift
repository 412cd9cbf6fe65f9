import Costs
import Findings

import Money
import Requests

/// What a change does to the bills of one request, as reports show it.
struct DifferenceReport {
  let difference: CostDifference

  init(_ difference: CostDifference) { self.difference = difference }

  /// The request, and what became of it.
  var title: String { "\(printable(difference.name, limit: 80)) \(about)" }

  /// `in us-east-1`, what became of the request, or from where to where.
  private var about: String {
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

  /// The bills before and after beside each other, and those that are changed line by line.
  var blocks: [ReportBlock] {
    guard !difference.isEmpty else { return [.paragraph(.text("It costs what it did."))] }
    let bills = self.bills
    let remarks = self.remarks + bills.compactMap { bill in bill.notIncluded.map { "\(bill.title), \($0)" } }
    let table = ReportTable(
      caption: "before and after", columns: ["\(bills[0].currency) a month, expected", "old", "new", "difference"],
      rows: bills.map(\.summary))
    return [.table(table), .list(remarks.map { .text($0) })]
      + bills.filter { !$0.difference.isEmpty }.map { bill in
        .section(
          bill.title + ", line by line", [.table(bill.lines), .list(bill.notKnown.map { .text($0) })], .folded)
      }
  }

  /// The bills to show: what is asked for where that is another mode, both modes of a request that stays, and what is
  /// asked for of one that is new or gone.
  private var bills: [Bill] {
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
  private var remarks: [String] {
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
}

extension DifferenceReport {
  /// One bill before and after the change.
  private struct Bill {
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

    private var total: [ReportNumber] {
      ReportNumber.signed(difference.total.monthly, isComplete: difference.total.isComplete)
    }

    /// The totals in one row.
    var summary: ReportTable.Row {
      let sides = [difference.old, difference.new].map { side in
        side.map { ReportNumber.bounds($0.total)[1] } ?? .text("none")
      }
      return ReportTable.Row(title: .text(title), cells: sides + [total[1]])
    }

    /// The changed lines in pairs of what was and what is to be, each with the difference behind it.
    var lines: ReportTable {
      var rows: [ReportTable.Row] = []
      func add(_ kind: ReportTable.Kind, _ title: String, _ details: [ReportNumber], _ amounts: [ReportNumber]) {
        rows.append(ReportTable.Row(title: .text(title), cells: details + amounts, kind: kind))
      }
      let blank = [ReportNumber](repeating: .text(""), count: 3)
      for line in difference.lines {
        for (kind, side) in [(ReportTable.Kind.old, line.old), (.new, line.new)] {
          guard let side else { continue }
          let details: [ReportNumber] = [
            .exact("\(side.quantity.expected)"), .text(side.unit ?? ""), .price(side.unitPrice?.amount.expected),
          ]
          add(kind, side.component.title, details, ReportNumber.bounds(side.monthly))
        }
        if line.change == .changed { add(.difference, "", blank, ReportNumber.signed(line.monthly)) }
      }
      if let old = difference.old { add(.old, "total", blank, ReportNumber.bounds(old.total)) }
      if let new = difference.new { add(.new, "total", blank, ReportNumber.bounds(new.total)) }
      add(.difference, "difference", blank, total)
      return ReportTable(
        caption: title,
        columns: ["\(currency) a month", "quantity", "unit", "unit price", "low", "expected", "high"], rows: rows,
        leftColumns: [2])
    }
  }
}
