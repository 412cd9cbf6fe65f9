import Costs
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate policy price`.
enum PolicyPriceReport {
  static func page(_ run: PolicyPriceRun) -> ReportPage {
    ReportPage(
      title: "What the policies cost",
      blocks: [.paragraph(.text(answer(run)), .answer)] + problems(run) + table(run) + blocked(run)
        + [
          .list(remarks(run).map { .text($0) }),
          .paragraph(.text(RunText.footing(run.basis).text + RunText.quotas(run.basis).text), .footing),
        ])
  }

  /// An amount in the currency of reports; in dollars if that is out of range.
  static func reported(_ money: Money, _ run: PolicyPriceRun) -> Money {
    run.basis.costProfile.exchangeRate.flatMap { try? $0.converted(money) } ?? money
  }

  static func answer(_ run: PolicyPriceRun) -> String {
    let passing = run.priced.count { $0.price.cheapest != nil }
    let begin = "\(counted(run.priced.count, "request")): "
    guard let dearest = run.sums.first, dearest.cost != .zero(.usd) else {
      return begin + "no policy makes the cheapest request that passes dearer."
    }
    let amount = reported(dearest.cost, run)
    let most = mostOfIt(dearest)
    let rest = dearest.requests.count > 1 ? "; \(most.isHalf ? "most of it" : "the most") for \(most.names)" : ""
    return begin
      + "`\(dearest.policy)` costs the most, \(AmountText.text(amount)) \(amount.currency) a month over "
      + "\(counted(dearest.requests.count, "request"))\(rest)."
      + (passing < run.priced.count
        ? " For \(counted(run.priced.count - passing, "request")) nothing with nodes as good passes." : "")
  }

  /// The requests for which a policy costs most, the fewest that make half of it, three at most, and whether they make half.
  private static func mostOfIt(_ sum: PolicyPriceRun.Sum) -> (names: String, isHalf: Bool) {
    var shown: [String] = []
    var left = sum.cost
    for (priced, cost) in sum.requests.prefix(3) {
      shown.append(printable(priced.request.name, limit: 80))
      // INVARIANT: all amounts are in US dollars.
      left = (try? left.subtracting(cost)) ?? left
      let twice = (try? left.adding(left)) ?? left
      if !((try? sum.cost.isLess(than: twice)) ?? true) { return (shown.joined(separator: ", "), true) }
    }
    return (shown.joined(separator: ", "), false)
  }

  private static func problems(_ run: PolicyPriceRun) -> [ReportBlock] {
    run.files.syntaxErrors.map { error in
      .error("not read: \(error.place.source):\(error.place.range.start.line): \(error.message)")
    }
      + run.unpriced.map { draft in
        let name = printable(draft.name?.value ?? "(no name)", limit: 80)
        return .error(
          "not priced: \(name) at \(draft.place.source):\(draft.place.range.start.line): `tollgate check` says why")
      }
  }

  private static func table(_ run: PolicyPriceRun) -> [ReportBlock] {
    let currency = run.basis.costProfile.exchangeRate?.currency ?? .usd
    let (shown, others) = (run.sums.filter(\.matters), run.sums.filter { !$0.matters })
    let table = ReportTable(
      caption: "what each policy costs",
      columns: ["policy", "\(currency) a month", "requests", "blocked", "the most for"],
      rows: shown.map { sum in
        ReportTable.Row(
          title: .text(printable(sum.policy, limit: 80)),
          cells: [
            .amount(reported(sum.cost, run)), .exact("\(sum.requests.count)"), .exact("\(sum.blocked.count)"),
            .text(mostOfIt(sum).names),
          ])
      }, leftColumns: [4])
    let free = others.map { "`\(printable($0.policy, limit: 80))`" }.joined(separator: ", ")
    return (shown.isEmpty ? [] : [.table(table)])
      + (others.isEmpty
        ? [] : [.list([.text("\(shown.isEmpty ? "no policy costs" : "the others cost") nothing: \(free)")])])
  }

  /// The requests of which no form passes, by what denies them.
  private static func blocked(_ run: PolicyPriceRun) -> [ReportBlock] {
    let denied = run.priced.filter { $0.price.cheapest == nil }
    guard !denied.isEmpty else { return [] }
    let groups = Dictionary(grouping: denied) { reason($0.price) }
    let lines = groups.sorted { $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key < $1.key }
      .map { reason, requests -> ReportNumber in
        let shown = requests.prefix(3).map { printable($0.request.name, limit: 80) }
        let more = requests.count - shown.count
        let names = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return .text("\(names): \(reason)")
      }
    return [.section("Nothing passes", [.list(lines)])]
  }

  private static func reason(_ price: PolicyPrice) -> String {
    func names(_ all: [String]) -> String { all.map { "`\(printable($0, limit: 80))`" }.joined(separator: ", ") }
    if !price.unchangeable.isEmpty {
      return "denied by \(names(price.unchangeable)), whatever the region, types, mode and nodes are"
    }
    return price.denying.isEmpty
      ? "no request with nodes as good has a known price and carries the load"
      : "nothing with nodes as good passes; the cheapest is denied by \(names(price.denying))"
  }

  private static func remarks(_ run: PolicyPriceRun) -> [String] {
    [
      "what a policy costs: how much cheaper the cheapest request that passes would be without it, expected, in any region of the partition, in either mode, with nodes as good that carry the same load",
      "policies that forbid the same cost nothing one by one; the sum of all rows is not the cost of all policies together",
      run.sums.contains { !$0.blocked.isEmpty }
        ? "blocked: requests of which a form passes without the policy, and none with it; they are in no amount" : nil,
    ].compactMap(\.self)
  }
}

extension PolicyPriceRun.Sum {
  /// Whether it costs something, or keeps requests from passing.
  fileprivate var matters: Bool { !requests.isEmpty || !blocked.isEmpty }
}
