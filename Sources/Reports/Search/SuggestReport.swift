import Costs
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate suggest`.
enum SuggestReport {
  static func page(_ run: SuggestRun) -> ReportPage {
    let suggestions = run.suggestions
    let name = printable(suggestions.request.name, limit: 80)
    let footing = RunText.footing(run.basis).text + RunText.quotas(run.basis).text
    return ReportPage(
      title: "Requests near \(name) that pass" + (suggestions.verdict.isApproved ? " and cost less" : ""),
      blocks: [.paragraph(.text(answer(run)), .answer)] + unchangeable(suggestions) + tables(suggestions)
        + [.list(remarks(suggestions).map { .text($0) }), .paragraph(.text(footing), .footing)])
  }

  // MARK: The answer

  static func answer(_ run: SuggestRun) -> String {
    let suggestions = run.suggestions
    let name = printable(suggestions.request.name, limit: 80)
    if suggestions.isEmpty, suggestions.unchangeable.isEmpty {
      return (suggestions.verdict.isApproved ? "\(name) passes, but" : "\(name) is denied, and")
        + " nothing around it can be compared: no request has a known cost in US dollars and a mode that carries the load."
    }
    return suggestions.verdict.isApproved ? approved(suggestions, name) : denied(suggestions, name)
  }

  private static func approved(_ suggestions: Suggestions, _ name: String) -> String {
    let own = total(suggestions.verdict)
    let ownWait = wait(suggestions.verdict).map(WhatIfWords.duration)
    var text = "\(name) passes"
    if let own, !own.isIncomplete {
      text += ", and is expected to cost \(AmountText.text(own.expected)) \(own.expected.currency) a month"
      text += ownWait.map { "; its jobs wait \($0) on average" } ?? ""
    } else {
      text += ", but what it costs is not known"
    }
    let numbered = numbered(suggestions)
    guard let best = numbered.first(where: { $0.suggestion.nearness.nodes == .asGood }) ?? numbered.first else {
      return text + ". Nothing near it passes and costs less."
    }
    let kind = best.suggestion.nearness.nodes == .asGood ? "equivalent nodes" : "other nodes"
    text += ". The cheapest with \(kind)\(best.suggestion.nearness.place == .sameRegion ? " in its region" : "")"
    text += saving(best.suggestion, own).map { " saves \(AmountText.text($0))" } ?? ""
    text += ": \(words(best.suggestion, suggestions)) (\(best.number))"
    if let wait = wait(best.suggestion.verdict).map(WhatIfWords.duration), let ownWait, wait != ownWait {
      text += "; its jobs wait \(wait) instead of \(ownWait)"
    }
    return text + "."
  }

  private static func denied(_ suggestions: Suggestions, _ name: String) -> String {
    let codes = codes(suggestions.verdict.findings)
    guard suggestions.unchangeable.isEmpty else {
      return
        "\(name) is denied by \(codes). What follows is fixed by no other region, instance type, mode or number of nodes: correct it first."
    }
    let text = "\(name) is denied by \(codes). "
    guard let nearest = suggestions.nearest else { return text + "Nothing near it passes." }
    let isAsGood = nearest.nearness.nodes == .asGood
    let hasAsGood = suggestions.all.contains { $0.nearness.nodes == .asGood }
    return text + (hasAsGood ? "" : "Nothing with equivalent nodes passes. ")
      + "The nearest request that passes\(isAsGood ? "" : ", with other nodes,") has \(counted(nearest.changes, "change")): "
      + "\(words(nearest, suggestions)) (1)."
  }

  /// The codes that deny, each once.
  private static func codes(_ findings: [Finding]) -> String {
    var codes: [String] = []
    for finding in findings where finding.denies && !codes.contains("\(finding.code)") {
      codes.append("\(finding.code)")
    }
    return codes.joined(separator: ", ")
  }

  private static func numbered(
    _ suggestions: Suggestions
  ) -> [(number: Int, suggestion: Suggestions.Suggestion)] {
    suggestions.all.enumerated().map { ($0.offset + 1, $0.element) }
  }

  private static func words(_ suggestion: Suggestions.Suggestion, _ suggestions: Suggestions) -> String {
    ChangeWords.phrases(suggestion.change, of: suggestions.request).joined(separator: ", ")
  }

  /// The expected bill of the mode that a request asks for.
  static func total(_ verdict: Verdict) -> Total? { verdict.bills?.reported.selectedEstimate.total }

  /// What a suggestion saves; nil if a price is not known.
  static func saving(_ suggestion: Suggestions.Suggestion, _ own: Total?) -> Money? {
    guard let own, !own.isIncomplete, let new = total(suggestion.verdict) else { return nil }
    return try? own.expected.subtracting(new.expected)
  }

  /// The mean wait of a job in the mode that is asked for, in seconds; nil if the mode cannot carry the load.
  static func wait(_ verdict: Verdict) -> Double? {
    guard let comparison = verdict.bills?.reported else { return nil }
    return comparison.selected == .normal ? comparison.outlook.normalWait : comparison.outlook.costSavingsWait
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
    var number = 0
    var blocks: [ReportBlock] = []
    func section(_ title: String, _ all: [Suggestions.Suggestion], _ denied: Suggestions.Denied? = nil) {
      let first = number + 1
      number += all.count
      let table: [ReportBlock] = all.isEmpty ? [] : [.table(table(all, from: first, suggestions, title))]
      let lines =
        remarks(all, from: first, suggestions)
        + (denied.map { ["nothing passes; the cheapest, \(reason($0, suggestions))"] } ?? [])
      let content = table + (lines.isEmpty ? [] : [.list(lines.map { .text($0) })])
      if !content.isEmpty { blocks.append(.section(title, content)) }
    }
    if let nearest = suggestions.nearest { section("The fewest changes", [nearest]) }
    for kind in suggestions.kinds {
      section(ChangeWords.heading(kind.nearness, suggestions.request), kind.suggestions, kind.denied)
    }
    return blocks
  }

  private static func table(
    _ all: [Suggestions.Suggestion], from first: Int, _ suggestions: Suggestions, _ caption: String
  ) -> ReportTable {
    let own = total(suggestions.verdict)
    let currency = all.first.flatMap { total($0.verdict) }?.expected.currency ?? .usd
    return ReportTable(
      caption: caption, columns: ["#", "change", "\(currency) a month", "saving", "mean wait"],
      rows: all.enumerated().map { index, one in
        ReportTable.Row(
          title: .exact("\(first + index)"),
          cells: [
            .text(words(one, suggestions)), .amount(total(one.verdict)?.expected),
            saving(one, own).map { .amount($0) } ?? .text("unknown"),
            .text(wait(one.verdict).map(WhatIfWords.duration) ?? "unknown"),
          ])
      }, leftColumns: [1])
  }

  /// What suggestions warn of that the request did not, and why what would be cheaper still does not pass.
  private static func remarks(
    _ all: [Suggestions.Suggestion], from first: Int, _ suggestions: Suggestions
  ) -> [String] {
    let known = Set(suggestions.verdict.findings.map(\.code))
    var warnings: [(code: RuleCode, message: String, numbers: [String])] = []
    var lines: [String] = []
    var seen: Set<RequestChange> = []
    for (index, one) in all.enumerated() {
      for finding in one.verdict.findings
      where finding.severity == .warning && !finding.isExcused && !known.contains(finding.code) {
        if let place = warnings.firstIndex(where: { $0.code == finding.code }) {
          if warnings[place].numbers.last != "\(first + index)" { warnings[place].numbers.append("\(first + index)") }
        } else {
          warnings.append((finding.code, finding.message, ["\(first + index)"]))
        }
      }
      guard let denied = one.denied, seen.insert(denied.change).inserted else { continue }
      lines.append("cheaper than \(first + index), and denied: \(reason(denied, suggestions, isNamed: true))")
    }
    let words = warnings.map { warning in
      warning.numbers.count == 1
        ? "\(warning.numbers[0]) brings a warning: \(warning.code): \(warning.message)"
        : "\(warning.numbers.joined(separator: ", ")) bring a warning each: \(warning.code), for example \(warning.message)"
    }
    return words + lines
  }

  /// A request that is denied, and why: the first message, and the codes of what else denies it.
  private static func reason(_ denied: Suggestions.Denied, _ suggestions: Suggestions, isNamed: Bool = false) -> String
  {
    let change = ChangeWords.phrases(denied.change, of: suggestions.request).joined(separator: ", ")
    let cost = total(denied.verdict).map { " (\(AmountText.text($0.expected)))" } ?? ""
    guard let first = denied.findings.first else { return change + cost }
    let others = codes(denied.findings.filter { $0.code != first.code })
    return "\(change)\(cost)\(isNamed ? "" : ", is denied"): \(first.code): \(first.message)"
      + (others.isEmpty ? "" : "; also by \(others)")
  }

  private static func remarks(_ suggestions: Suggestions) -> [String] {
    let extent = suggestions.extent
    guard suggestions.unchangeable.isEmpty, !suggestions.isEmpty else { return [] }
    let numbers = [
      counted(extent.regions, "region"), "\(AmountText.grouped("\(extent.lists)")) lists of types",
      counted(extent.modes, "mode"), counted(extent.nodes, "node range"),
    ]
    return [
      "searched \(numbers.joined(separator: ", ")); everything cheaper of a kind is denied, or cannot carry the load",
      "equivalent nodes: each type of the request has one with the same architecture and at least its vCPUs, memory, and number and memory of accelerators; a burstable type replaces burstable ones only",
      suggestions.all.isEmpty ? nil : "`--write NUMBER` writes one into the request's file",
    ].compactMap(\.self)
  }
}
