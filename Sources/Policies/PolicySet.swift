import CEL
import Catalog
import Documents

/// An organisation's policies, compiled and bound to their parameters, with its exceptions. Evaluating is a pure function
/// that any task may call.
public struct PolicySet: Sendable {
  /// The documents.
  public let documents: PolicyDocuments
  /// What is wrong with them; while there are errors, nothing may be evaluated.
  public let findings: [Finding]
  /// The digest of policies, parameters and exceptions.
  public var digest: Digest { documents.digest }
  let compiled: [CompiledPolicy]
  let exceptions: ExceptionSet

  /// Compiles the policies of some documents.
  public init(_ documents: PolicyDocuments, catalog: Catalog) {
    self.documents = documents
    let compiler = PolicyCompiler(documents, catalog)
    let outcomes = concurrentMap(documents.policies, width: 1) { policy in
      var compiler = compiler
      return (compiled: compiler.compile(policy), findings: compiler.findings)
    }
    compiled = outcomes.compactMap(\.compiled)
    exceptions = ExceptionSet(documents)
    findings =
      (documents.findings + outcomes.flatMap(\.findings) + exceptions.findings).sorted(by: Finding.isOrderedBefore)
  }

  /// How many policies there are, those that are not in force included.
  public var count: Int { documents.policies.count + documents.unboundNames.count }

  /// The names of policies that are not in force, since there are no parameters or no binding for them.
  public var inert: [String] {
    compiled.filter(\.instances.isEmpty).map(\.policy.name.value) + documents.unboundNames
  }

  /// What the policies say of an object.
  public func evaluate(_ subject: PolicySubject) -> PolicyOutcome {
    var outcome = PolicyOutcome()
    var known: (dialect: Policy.Dialect, bindings: Bindings, shown: Bindings)?
    for policy in compiled where policy.applies(to: subject) {
      let dialect = policy.dialect
      if known?.dialect != dialect {
        // INVARIANT: the names and types are those that the environments declare.
        known = policy.bindings(subject).map { bindings in
          // What is shown must not tell, bit by bit, what an external id is.
          let shown = subject.hasSecret ? policy.bindings(subject, mutingSecrets: true) : nil
          return (dialect, bindings, shown ?? bindings)
        }
      }
      guard let known else {
        // Not to be reached, see above; and nothing passes for want of values.
        if subject.isSeen(by: dialect) { outcome.findings.append(.unbound(policy.policy, subject.place)) }
        continue
      }
      for instance in policy.instances {
        var evaluation = PolicyEvaluation(policy, instance, subject, known.bindings, shown: known.shown)
        evaluation.run()
        outcome.add(evaluation.outcome)
      }
    }
    return outcome
  }

  /// The findings of a request, those that an exception excuses marked with it.
  public func applyExceptions(
    _ findings: [Finding], to subject: PolicySubject, asOf day: CalendarDate
  ) -> [Finding] {
    exceptions.apply(to: findings, of: subject, asOf: day)
  }

  /// The exceptions that excuse none of the findings of some requests.
  public func unusedExceptions(among findings: [Finding]) -> [Finding] {
    exceptions.unused(among: findings).map { exception in
      Finding(
        code: .exceptionUnused, severity: .warning,
        message: "the exception `\(exception.name.value)` excuses nothing in these requests",
        place: exception.name.place, help: ["remove it if nobody needs it any more"])
    }
  }

  /// What is to be said of exceptions whose time is over, or nearly.
  public func expiries(asOf day: CalendarDate) -> [Finding] { exceptions.expiries(asOf: day) }
}

extension Finding {
  fileprivate static func unbound(_ policy: Policy, _ place: Place) -> Finding {
    Finding(
      code: RuleCode("\(policy.name.value)/parameters"), severity: .error,
      message: "the policy `\(policy.name.value)` could not be evaluated: its values do not fit its types", place: place
    )
  }
}

extension CompiledPolicy {
  /// The values of a subject, in the environment of the policy's dialect.
  fileprivate func bindings(_ subject: PolicySubject, mutingSecrets isMute: Bool = false) -> Bindings? {
    subject.values(for: dialect, mutingSecrets: isMute).flatMap { try? environment.bind($0) }
  }

  func applies(to subject: PolicySubject) -> Bool {
    constraints?.matches(subject.resource, labels: subject.labels, operation: subject.operation.name) ?? true
  }
}
