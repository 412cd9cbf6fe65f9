/// The findings of one request: the first ones of each code, and the number of others. A request with a million
/// mistakes uses no more memory and output than one with twenty.
public struct FindingCollection: Sendable, Equatable {
  /// The number of findings kept per code and severity.
  public static let limit = 20

  /// The findings kept, in the order in which they were added.
  public private(set) var findings: [Finding] = []
  /// The findings that are only counted.
  public private(set) var omitted: [OmittedFindings] = []
  private var counts: [Kind: Int] = [:]

  private struct Kind: Hashable {
    let code: RuleCode
    let severity: Severity
  }

  /// Creates an empty collection.
  public init() {}

  /// Creates a collection of findings.
  public init(_ findings: some Sequence<Finding>) { add(findings) }

  /// Whether there are no findings.
  public var isEmpty: Bool { findings.isEmpty }

  /// Adds a finding, or counts it if the limit is reached.
  public mutating func add(_ finding: Finding) {
    let kind = Kind(code: finding.code, severity: finding.severity)
    let count = counts[kind, default: 0]
    counts[kind] = count + 1
    if count < Self.limit {
      findings.append(finding)
    } else if let index = omitted.firstIndex(where: { $0.code == kind.code && $0.severity == kind.severity }) {
      omitted[index].count += 1
    } else {
      omitted.append(OmittedFindings(code: finding.code, severity: finding.severity, count: 1))
    }
  }

  /// Adds findings in order.
  public mutating func add(_ findings: some Sequence<Finding>) { for finding in findings { add(finding) } }

  /// Keeps findings of some codes only.
  public mutating func keep(where isWanted: (RuleCode) -> Bool) {
    findings.removeAll { !isWanted($0.code) }
    omitted.removeAll { !isWanted($0.code) }
  }

  /// Sorts the findings by place.
  public mutating func sort() { findings.sort(by: Finding.isOrderedBefore) }

  /// Marks findings with the exceptions that excuse them. Omitted findings get the exception of a kept one with the
  /// same code and severity.
  public mutating func apply(_ exceptions: ([Finding]) -> [Finding]) {
    findings = exceptions(findings)
    for index in omitted.indices {
      omitted[index].exception =
        findings.first {
          $0.code == omitted[index].code && $0.severity == omitted[index].severity
        }?.exception
    }
  }
}

/// Findings of one code and severity that are counted but not kept.
public struct OmittedFindings: Sendable, Equatable {
  /// The code.
  public let code: RuleCode
  /// The severity.
  public let severity: Severity
  /// The number of findings.
  public internal(set) var count: Int
  /// The waiver that excuses them.
  public internal(set) var exception: FindingException?
  /// Whether a baseline excuses them.
  public package(set) var isInBaseline = false

  /// Whether a waiver or a baseline excuses them.
  public var isExcused: Bool { exception != nil || isInBaseline }

  /// Whether they deny a request.
  public var denies: Bool { severity == .error && !isExcused }
}
