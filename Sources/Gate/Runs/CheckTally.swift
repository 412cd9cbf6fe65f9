public import Findings

/// What a run came to, counted.
public struct CheckTally: Sendable {
  /// Requests that were checked.
  public private(set) var requests = 0
  /// Those that may pass.
  public private(set) var approved = 0
  /// Findings that nothing excuses, by severity.
  private var errors = 0
  private var warnings = 0
  private var notes = 0
  /// Findings that an exception excuses.
  public private(set) var excepted = 0
  /// Findings that the baseline excuses.
  public private(set) var baselined = 0
  /// Findings that nothing excuses and `--fix` settles.
  public private(set) var fixable = 0
  /// Files, and parts of files, that could not be read.
  public private(set) var unreadable = 0
  /// Documents in folders that are about something else.
  public private(set) var skipped: Int

  init(skipped: Int = 0) {
    self.skipped = skipped
  }

  /// Requests that may not pass.
  public var denied: Int { requests - approved }

  /// Whether there was nothing to check, read or not.
  public var isEmpty: Bool { requests == 0 && unreadable == 0 }

  mutating func add(_ verdicts: [Verdict], unreadable: Int) {
    requests += verdicts.count
    self.unreadable += unreadable
    for verdict in verdicts {
      if verdict.isApproved { approved += 1 }
      for finding in verdict.findings {
        if finding.edit != nil, !finding.isExcused { fixable += 1 }
        count(finding.severity, 1, isExcepted: finding.exception != nil, isInBaseline: finding.isInBaseline)
      }
      for more in verdict.omitted {
        count(more.severity, more.count, isExcepted: more.exception != nil, isInBaseline: more.isInBaseline)
      }
    }
  }

  private mutating func count(_ severity: Severity, _ number: Int, isExcepted: Bool, isInBaseline: Bool) {
    if isExcepted { excepted += number } else if isInBaseline { baselined += number } else { note(severity, number) }
  }

  private mutating func note(_ severity: Severity, _ number: Int = 1) {
    switch severity {
    case .error: errors += number
    case .warning: warnings += number
    case .note: notes += number
    }
  }

  /// Findings of a severity that nothing excuses.
  public func count(_ severity: Severity) -> Int {
    switch severity {
    case .error: errors
    case .warning: warnings
    case .note: notes
    }
  }

  /// What is to be said besides the requests.
  mutating func add(_ remarks: [Finding]) {
    for finding in remarks { note(finding.severity) }
  }

  mutating func skip(_ count: Int) { skipped += count }
}
