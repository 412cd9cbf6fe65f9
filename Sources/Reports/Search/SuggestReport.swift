import Costs
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate suggest`.
enum SuggestReport {
  static func page(_ run: SuggestRun) -> ReportPage {
    let suggestions = run.suggestions
    let name = printable(suggestions.verdict.request?.name ?? "", limit: 80)
    return ReportPage(
      title: "Requests near \(name) that pass and cost less",
      blocks: [.paragraph(.text(answer(run)), .answer)] + unchangeable(suggestions) + tables(suggestions)
        + [
          .list(remarks(suggestions).map { .text($0) }),
          .paragraph(.text(RunText.footing(run.basis).text + RunText.quotas(run.basis).text), .footing),
        ])
  }

  // MARK: The answer

  static func answer(_ run: SuggestRun) -> String {
    let suggestions = run.suggestions
    guard let request = suggestions.verdict.request else { return "" }
    let name = printable(request.name, limit: 80)
    let own = total(suggestions.verdict)
    let cost = own.map { "\(AmountText.partial($0.expected, of: $0)) \($0.expected.currency) a month" }
    guard suggestions.verdict.isApproved else { return denied(suggestions, name) }
    let wait = wait(suggestions.verdict).map { "; its jobs wait \(WhatIfWords.duration($0)) on average" } ?? ""
    let begin = "\(name) passes, and is expected to cost \(cost ?? "an unknown amount")\(wait)."
    guard let best = cheapestAsGood(suggestions) ?? numbered(suggestions).first,
      let saving = saving(best.suggestion, own)
    else {
      return begin + " Nothing near it passes and costs less."
    }
    let kind = best.suggestion.nearness.nodes == .asGood ? "nodes as good" : "other nodes"
    return begin
      + " The cheapest with \(kind)\(best.suggestion.nearness.place == .sameRegion ? " in its region" : "")"
      + " saves \(AmountText.text(saving)): \(words(best.suggestion, request)) (\(best.number))."
  }

  private static func denied(_ suggestions: Suggestions, _ name: String) -> String {
    guard let request = suggestions.verdict.request else { return "" }
    guard suggestions.unchangeable.isEmpty else {
      return
        "\(name) is denied by what no region, instance type, mode or number of nodes mends: correct that first."
    }
    guard let nearest = suggestions.nearest else { return "\(name) is denied, and nothing near it passes." }
    return
      "\(name) is denied. The nearest request that passes has \(counted(nearest.changes, "change")): \(words(nearest, request)) (1)."
      + (nearest.nearness.nodes == .other && suggestions.all.allSatisfy { $0.nearness.nodes == .other }
        ? " None with nodes as good passes." : "")
  }

  private typealias Numbered = (number: Int, suggestion: Suggestions.Suggestion)

  /// The cheapest whose nodes are as good: in the region of the request if there is one.
  private static func cheapestAsGood(_ suggestions: Suggestions) -> Numbered? {
    numbered(suggestions).first { $0.suggestion.nearness.nodes == .asGood }
  }

  private static func numbered(_ suggestions: Suggestions) -> [Numbered] {
    suggestions.all.enumerated().map { ($0.offset + 1, $0.element) }
  }

  private static func words(_ suggestion: Suggestions.Suggestion, _ request: ClusterRequest) -> String {
    ChangeWords.phrases(suggestion.change, of: request).joined(separator: ", ")
  }

  /// The expected bill of the mode that a request asks for.
  static func total(_ verdict: Verdict) -> Total? { verdict.bills?.reported.selectedEstimate.total }

  /// What a suggestion saves; nil if a price is not known.
  static func saving(_ suggestion: Suggestions.Suggestion, _ own: Total?) -> Money? {
    guard let own, !own.isIncomplete, let new = total(suggestion.verdict) else { return nil }
    return try? own.expected.subtracting(new.expected)
  }

  // MARK: Tables

  private static func unchangeable(_ suggestions: Suggestions) -> [ReportBlock] {
    guard !suggestions.unchangeable.isEmpty else { return [] }
    return [
      .list(
        suggestions.unchangeable.map { finding in
          .text("\(finding.code): \(finding.message) (line \(finding.place.range.start.line))")
        })
    ]
  }

  private static func tables(_ suggestions: Suggestions) -> [ReportBlock] {
    guard let request = suggestions.verdict.request else { return [] }
    let own = total(suggestions.verdict)
    var number = 0
    var blocks: [ReportBlock] = []
    func section(_ title: String, _ all: [Suggestions.Suggestion]) {
      guard !all.isEmpty else { return }
      let first = number + 1
      number += all.count
      blocks.append(
        .section(
          title,
          [.table(table(all, from: first, request, own, title))]
            + reasons(all, from: first, request, suggestions.verdict)))
    }
    if let nearest = suggestions.nearest { section("The fewest changes", [nearest]) }
    for kind in suggestions.kinds {
      let heading = ChangeWords.heading(kind.nearness, request)
      section(heading, kind.suggestions)
      if let denied = kind.denied {
        blocks.append(.section(heading, [.list([.text("nothing passes; the cheapest, \(reason(denied, request))")])]))
      }
    }
    return blocks
  }

  private static func table(
    _ all: [Suggestions.Suggestion], from first: Int, _ request: ClusterRequest, _ own: Total?, _ caption: String
  ) -> ReportTable {
    let currency = all.first.flatMap { total($0.verdict) }?.expected.currency ?? .usd
    return ReportTable(
      caption: caption, columns: ["#", "change", "\(currency) a month", "saving", "mean wait"],
      rows: all.enumerated().map { index, one in
        let total = total(one.verdict)
        return ReportTable.Row(
          title: .exact("\(first + index)"),
          cells: [
            .text(words(one, request)),
            .amount(total?.expected),
            saving(one, own).map { .amount($0) } ?? .text("unknown"),
            .text(wait(one.verdict).map(WhatIfWords.duration) ?? "unknown"),
          ])
      }, leftColumns: [1])
  }

  /// The mean wait of a job in the mode that is asked for, in seconds; nil if the mode cannot carry the load.
  static func wait(_ verdict: Verdict) -> Double? {
    guard let comparison = verdict.bills?.reported else { return nil }
    return comparison.selected == .normal ? comparison.outlook.normalWait : comparison.outlook.costSavingsWait
  }

  /// Why what would be cheaper still does not pass.
  private static func reasons(
    _ all: [Suggestions.Suggestion], from first: Int, _ request: ClusterRequest, _ verdict: Verdict
  ) -> [ReportBlock] {
    let known = Set(verdict.findings.map(\.code))
    var seen: Set<RequestChange> = []
    let lines = all.enumerated().flatMap { index, one -> [ReportNumber] in
      let new = one.verdict.findings.filter { $0.severity == .warning && !$0.isExcused && !known.contains($0.code) }
      let warnings = new.map { ReportNumber.text("\(first + index) brings a warning: \($0.code): \($0.message)") }
      guard let denied = one.denied, seen.insert(denied.change).inserted else { return warnings }
      return warnings + [.text("the next cheaper than \(first + index), \(reason(denied, request))")]
    }
    return lines.isEmpty ? [] : [.list(lines)]
  }

  /// A request that is denied, and why.
  private static func reason(_ denied: Suggestions.Denied, _ request: ClusterRequest) -> String {
    let change = ChangeWords.phrases(denied.change, of: request).joined(separator: ", ")
    let cost = total(denied.verdict).map { " (\(AmountText.text($0.expected)))" } ?? ""
    let why = denied.findings.first.map { ": \($0.code): \($0.message)" } ?? ""
    return "\(change)\(cost), is denied\(why)"
  }

  private static func remarks(_ suggestions: Suggestions) -> [String] {
    let extent = suggestions.extent
    guard suggestions.unchangeable.isEmpty else { return [] }
    return [
      "looked at \(counted(extent.regions, "region")), \(counted(extent.lists, "list")) of types, \(counted(extent.modes, "mode")) and \(counted(extent.nodes, "pair")) of numbers of nodes; whatever costs less than an answer of its kind does not pass, or cannot carry the load",
      "nodes as good: each type of the request has one with its architecture, processors, memory and accelerators, or better, that is burstable only if it is",
      "`--write NUMBER` writes one into the request's file",
    ]
  }
}
