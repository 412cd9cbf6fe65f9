/// The findings of one request: the first of each code, and how many more there are. A request with a million mistakes
/// costs no more memory and paper than one with twenty.
public struct FindingCollection: Sendable, Equatable {
  /// Findings of a code and severity that are kept.
  public static let limit = 20

  /// The findings that are kept, in the order in which they came.
  public private(set) var findings: [Finding] = []
  /// Those that are counted only.
  public private(set) var omitted: [OmittedFindings] = []
  private var counts: [Kind: Int] = [:]

  private struct Kind: Hashable {
    let code: RuleCode
    let severity: Severity
  }

  /// No findings.
  public init() {}

  /// Some findings.
  public init(_ findings: some Sequence<Finding>) { add(findings) }

  /// Whether there are none.
  public var isEmpty: Bool { findings.isEmpty }

  /// Adds a finding, or counts it.
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

  /// Sorts what is kept by its place.
  public mutating func sort() { findings.sort(by: Finding.isOrderedBefore) }

  /// Marks findings with the exceptions that excuse them; those that are omitted share the exception of their code.
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

/// Findings of a code that are counted and not kept.
public struct OmittedFindings: Sendable, Equatable {
  /// Their code.
  public let code: RuleCode
  /// Their severity.
  public let severity: Severity
  /// How many there are.
  public internal(set) var count: Int
  /// The waiver that excuses them.
  public internal(set) var exception: FindingException?

  /// Whether they deny a request.
  public var denies: Bool { severity == .error && exception == nil }
}
