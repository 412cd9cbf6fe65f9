public import Findings
public import Gate
import Platform
import Rules

/// How often each code was found, the most frequent first.
public struct FindingStatistics: Sendable {
  private struct Kind: Hashable {
    let code: RuleCode
    let severity: Severity
  }

  private var counts: [Kind: Int] = [:]
  private var fixable: [RuleCode: Int] = [:]
  private var unreadable: [FileError] = []

  /// Nothing was found yet.
  public init() {}

  /// Adds what was found in a part of a run, and is not excused.
  public mutating func add(_ part: CheckPart) {
    add(part.syntaxErrors + part.verdicts.flatMap(\.findings) + part.staleEntries)
    for omitted in part.verdicts.flatMap(\.omitted) where !omitted.isExcused {
      counts[Kind(code: omitted.code, severity: omitted.severity), default: 0] += omitted.count
    }
    unreadable += part.fileErrors
  }

  /// Adds those of some findings that are not excused.
  public mutating func add(_ findings: [Finding]) {
    for finding in findings where !finding.isExcused {
      counts[Kind(code: finding.code, severity: finding.severity), default: 0] += 1
      if finding.edit != nil { fixable[finding.code, default: 0] += 1 }
    }
  }

  /// What could not be read, and a table with a line for each code.
  public func render(_ style: TextStyle) -> PrintableText {
    let errors = unreadable.map { ErrorText.message("\($0)", help: nil, style) }.joined()
    guard !counts.isEmpty else { return unreadable.isEmpty ? "nothing was found\n" : errors }
    var table = TextTable(leftColumns: [1, 2, 3])
    let sorted = counts.sorted { one, other in
      one.value == other.value ? one.key.code < other.key.code : one.value > other.value
    }
    for (kind, count) in sorted {
      let name = Registry.complete.entry(of: kind.code.description)?.name ?? ""
      let fixes = fixable[kind.code].map { ", \($0) fixable" } ?? ""
      table.add(["\(count)", kind.code.description, kind.severity.rawValue, name + fixes])
    }
    return errors + table.render(style, indentation: 0)
  }
}
