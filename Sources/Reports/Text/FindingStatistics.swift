public import Findings
public import Gate
import Rules

/// How often each code was found, the most frequent first.
public struct FindingStatistics: Sendable {
  private struct Kind: Hashable {
    let code: RuleCode
    let severity: Severity
  }

  private var counts: [Kind: Int] = [:]
  private var fixable: [RuleCode: Int] = [:]

  /// Nothing was found yet.
  public init() {}

  /// Adds what was found in a part of a run, and is not excused.
  public mutating func add(_ part: CheckPart) {
    for finding in part.syntaxErrors + part.verdicts.flatMap(\.findings) + part.staleEntries where !finding.isExcused {
      counts[Kind(code: finding.code, severity: finding.severity), default: 0] += 1
      if finding.edit != nil { fixable[finding.code, default: 0] += 1 }
    }
    for omitted in part.verdicts.flatMap(\.omitted) where omitted.exception == nil && !omitted.isInBaseline {
      counts[Kind(code: omitted.code, severity: omitted.severity), default: 0] += omitted.count
    }
  }

  /// A table with a line for each code.
  public func render(_ style: TextStyle) -> PrintableText {
    guard !counts.isEmpty else { return "nothing was found\n" }
    var table = TextTable(leftColumns: [1, 2, 3])
    let sorted = counts.sorted { one, other in
      one.value == other.value ? one.key.code < other.key.code : one.value > other.value
    }
    for (kind, count) in sorted {
      let name = Registry.complete.entry(of: kind.code.description)?.name ?? ""
      let fixes = fixable[kind.code].map { ", \($0) fixable" } ?? ""
      table.add(["\(count)", kind.code.description, kind.severity.rawValue, name + fixes])
    }
    return table.render(style, indentation: 0)
  }
}
