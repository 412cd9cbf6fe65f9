import CEL
import Findings
import Platform
import Spelling

/// An organization's exceptions, ready to apply.
struct ExceptionSet: Sendable {
  /// The errors in the exceptions.
  private(set) var findings: [Finding] = []
  private var granted: [Granted] = []

  /// An exception with its condition compiled.
  fileprivate struct Granted: Sendable {
    let exception: PolicyException
    /// The condition; nil for an exception without an expression.
    let condition: (program: Program, environment: Environment)?
  }

  /// The conditions of all exceptions.
  var conditions: [Program] { granted.compactMap(\.condition?.program) }

  /// The number of days before expiry at which a warning is given.
  static let notice = 14

  init(_ documents: PolicyDocuments) {
    for exception in documents.exceptions {
      var condition: (program: Program, environment: Environment)?
      // An exception whose expression does not compile excuses nothing.
      var isSound = true
      if let expression = exception.expression {
        guard let environment = try? PolicyVariables.ofRequests.get() else { continue }
        do throws(CompileError) {
          let program = try environment.compile(expression.text)
          condition = (program, environment)
          if program.type != .bool {
            findings.append(
              Finding(
                code: .policyExpression, severity: .error,
                message: "the expression of an exception must be a bool, this is \(program.type)",
                place: expression.place))
          }
        } catch {
          findings += expression.findings(error)
          isSound = false
        }
      }
      for code in exception.findings { check(code, documents) }
      if isSound { granted.append(Granted(exception: exception, condition: condition)) }
    }
  }

  /// Reports policies that forbid exceptions, and validations that do not exist. The gate decides whether a built-in
  /// rule may be waived.
  private mutating func check(_ code: Located<String>, _ documents: PolicyDocuments) {
    let parts = code.value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return }
    if let budget = documents.budgets.first(where: { $0.name.value == parts[0] }) {
      return check(code, parts[1], of: budget)
    }
    guard let policy = documents.policies.first(where: { $0.name.value == parts[0] }) else {
      let names = documents.policies.map(\.name.value) + documents.budgets.map(\.name.value)
      let nearest = Spelling.nearest(to: parts[0], in: names).first
      findings.append(.exception("there is no policy `\(printable(parts[0], limit: 80))`", code.place, nearest))
      return
    }
    let names = policy.validations.map(\.name.value)
    if parts[1] != "*", !names.contains(parts[1]) {
      findings.append(
        .exception(
          "the policy `\(parts[0])` has no validation `\(printable(parts[1], limit: 80))`", code.place,
          Spelling.nearest(to: parts[1], in: names).first))
    } else if !policy.allowsExceptions {
      findings.append(.exception("the policy `\(parts[0])` allows no exceptions", code.place, nil))
    }
  }

  private mutating func check(_ code: Located<String>, _ part: String, of budget: Budget) {
    let parts = Budget.Part.allCases.map(\.rawValue)
    if part != "*", !parts.contains(part) {
      findings.append(
        .exception(
          "the budget `\(budget.name.value)` has no finding `\(printable(part, limit: 80))`", code.place,
          Spelling.nearest(to: part, in: parts).first))
    } else if !budget.allowsExceptions {
      findings.append(.exception("the budget `\(budget.name.value)` allows no exceptions", code.place, nil))
    }
  }

  /// The findings, with the exceptions that excuse those that may be waived.
  func apply(
    to findings: [Finding], of subject: PolicySubject, asOf day: CalendarDate, isWaivable: (RuleCode) -> Bool
  ) -> [Finding] {
    let inForce = granted.filter { day <= $0.exception.expires.value }
    guard !inForce.isEmpty, !findings.isEmpty else { return findings }
    return findings.map { finding in
      guard
        let one = inForce.first(where: { $0.excuses(finding.code) && isWaivable(finding.code) && $0.matches(subject) })
      else { return finding }
      var excused = finding
      excused.exception = one.exception.reference
      return excused
    }
  }

  /// The names of the exceptions that are for a subject, whatever is found.
  func names(for subject: PolicySubject) -> Set<String> {
    Set(granted.filter { $0.matches(subject) }.map(\.exception.name.value))
  }

  func expiries(asOf day: CalendarDate) -> [Finding] {
    granted.compactMap { one in
      let expires = one.exception.expires
      let name = one.exception.name.value
      if expires.value < day {
        return Finding(
          code: .exceptionExpired, severity: .warning, message: "the exception `\(name)` expired on \(expires.value)",
          place: expires.place, help: ["remove it, or have it granted again (\(one.exception.ticket))"])
      }
      guard expires.value.days(since: day) <= Self.notice else { return nil }
      return Finding(
        code: .exceptionExpiring, severity: .note, message: "the exception `\(name)` expires on \(expires.value)",
        place: expires.place, help: ["mend what it excuses, or have it granted again (\(one.exception.ticket))"])
    }
  }

  /// The exceptions that excuse none of the findings, which come from many requests.
  func unused(among findings: [Finding]) -> [PolicyException] {
    let used = Set(findings.compactMap(\.exception?.name))
    return granted.map(\.exception).filter { !used.contains($0.name.value) }
  }
}

extension ExceptionSet.Granted {
  fileprivate func excuses(_ code: RuleCode) -> Bool {
    let parts = code.description.split(separator: "/", maxSplits: 1)
    if parts.count == 2, CompiledPolicy.reservedNames.contains(String(parts[1])) { return false }
    return exception.findings.contains { pattern in
      pattern.value.hasSuffix("/*")
        ? code.description.hasPrefix(pattern.value.dropLast(1)) : code.description == pattern.value
    }
  }

  /// An expression that fails to evaluate excuses nothing.
  fileprivate func matches(_ subject: PolicySubject) -> Bool {
    guard exception.selector?.matches(subject.labels) ?? true else { return false }
    guard let (program, environment) = condition else { return true }
    guard var values = subject.values(for: .tollgate) else { return false }
    values[PolicyVariables.cost] = nil
    guard let bindings = try? environment.bind(values), case .success(.bool(true)) = program.run(bindings).result else {
      return false
    }
    return true
  }
}

extension PolicyException {
  fileprivate var reference: FindingException {
    FindingException(
      name: name.value, reason: reason, ticket: ticket, approvedBy: approvedBy, expires: expires.value, place: place)
  }
}

extension Finding {
  fileprivate static func exception(_ message: String, _ place: Place, _ nearest: String?) -> Finding {
    Finding(
      code: .exceptionRefused, severity: .error, message: message, place: place,
      help: nearest.map { [Spelling.question($0)] } ?? [])
  }
}
