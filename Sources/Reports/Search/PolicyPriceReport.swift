import Costs
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate policy price`.
enum PolicyPriceReport {
  static func page(_ run: PolicyPriceRun) -> ReportPage {
    let footing = RunText.footing(run.basis).text + RunText.quotas(run.basis).text
    return ReportPage(
      title: "What the policies cost",
      blocks: [.paragraph(.text(answer(run)), .answer)] + problems(run) + table(run) + blocked(run)
        + [
          .list(remarks(run).map { .text($0) }),
          .paragraph(.text(footing), .footing),
        ])
  }

  /// An amount in the currency of reports; nil if it is out of range there.
  static func reported(_ money: Money?, _ run: PolicyPriceRun) -> Money? {
    guard let money, let rate = run.basis.costProfile.exchangeRate else { return money }
    return try? rate.converted(money)
  }

  static func answer(_ run: PolicyPriceRun) -> String {
    let passing = run.priced.count { $0.price.cheapest != nil }
    let begin = "\(counted(run.priced.count, "request")): "
    let rest =
      passing < run.priced.count
      ? " For \(counted(run.priced.count - passing, "request")) nothing with equivalent nodes passes." : ""
    guard let most = run.sums.first, most.cost != .zero(.usd) else {
      return begin + "no policy makes the cheapest request that passes more expensive.\(rest)"
    }
    let amount = reported(most.cost, run).map { "\(AmountText.text($0)) \($0.currency)" } ?? "an amount out of range"
    let share = mostOfIt(most)
    let names = most.requests.count > 1 ? "; \(share.isHalf ? "most of it" : "the most") for \(share.names)" : ""
    return begin
      + "`\(most.policy)` costs the most, \(amount) a month over \(counted(most.requests.count, "request"))\(names)."
      + rest
  }

  /// The requests for which a policy costs most, the fewest that make half of it, three at most, and whether they make half.
  private static func mostOfIt(_ sum: PolicyPriceRun.Sum) -> (names: String, isHalf: Bool) {
    var shown: [String] = []
    var counted: Money? = .zero(.usd)
    for (priced, cost) in sum.requests.prefix(3) {
      shown.append(printable(priced.request.name, limit: 80))
      counted = counted.flatMap { try? $0.adding(cost) }
      // INVARIANT: all amounts are in US dollars, so that they can be compared.
      if let counted, let all = sum.cost, let twice = try? counted.adding(counted),
        !((try? twice.isLess(than: all)) ?? true)
      {
        return (shown.joined(separator: ", "), true)
      }
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
          "not priced: \(name) at \(draft.place.source):\(draft.place.range.start.line): it is incomplete, lists too many types, or names an unknown region"
        )
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
    let examples = shown.flatMap { example($0, run) }
    return (shown.isEmpty ? [] : [.table(table)]) + (examples.isEmpty ? [] : [.list(examples.map { .text($0) })])
      + (others.isEmpty
        ? [] : [.list([.text("\(shown.isEmpty ? "no policy costs" : "the others cost") nothing: \(free)")])])
  }

  /// What the request for which a policy costs most would be without it.
  private static func example(_ sum: PolicyPriceRun.Sum, _ run: PolicyPriceRun) -> [String] {
    guard let priced = sum.requests.first?.priced, let now = priced.price.cheapest,
      let other = priced.price.without[sum.policy]
    else { return [] }
    let name = printable(priced.request.name, limit: 80)
    return [
      "\(name): \(words(other, priced, run)) without `\(printable(sum.policy, limit: 80))`, and \(words(now, priced, run)) with it"
    ]
  }

  private static func words(
    _ one: PolicyPrice.Cheapest, _ priced: PolicyPriceRun.Priced, _ run: PolicyPriceRun
  ) -> String {
    let phrases = ChangeWords.phrases(one.change, of: priced.request)
    let cost = reported(one.cost, run).map { AmountText.text($0) } ?? "an amount out of range"
    return (phrases.isEmpty ? "as asked for" : phrases.joined(separator: ", ")) + " (\(cost))"
  }

  /// The requests of which no variant passes, by what denies them.
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
      ? "no request with equivalent nodes has a known cost and carries the load"
      : "nothing with equivalent nodes passes; the cheapest is denied by \(names(price.denying))"
  }

  private static func remarks(_ run: PolicyPriceRun) -> [String] {
    [
      "what a policy costs: how much cheaper the cheapest request that passes would be without it, expected, in any region of the partition, in either mode, with equivalent nodes that carry the same load",
      "of policies that forbid the same, none costs anything alone: the rows do not add up to the cost of all policies together",
      run.sums.contains { !$0.blocked.isEmpty }
        ? "blocked: requests of which a variant passes without the policy, and none with it; they are in no amount"
        : nil,
    ].compactMap(\.self)
  }
}

extension PolicyPriceRun.Sum {
  /// Whether it costs something, or keeps requests from passing.
  fileprivate var matters: Bool { !requests.isEmpty || !blocked.isEmpty }
}
