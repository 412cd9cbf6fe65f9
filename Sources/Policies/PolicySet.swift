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
  public let digest: Digest
  let compiled: [CompiledPolicy]
  let exceptions: ExceptionSet

  /// Compiles the policies of some documents.
  public init(_ documents: PolicyDocuments, catalog: Catalog) {
    self.documents = documents
    digest = documents.digest
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

  /// How many policies there are.
  public var count: Int { documents.policies.count }

  /// The names of policies that are not in force, since there are no parameters for them.
  public var inert: [String] { compiled.filter(\.instances.isEmpty).map(\.policy.name.value) }

  /// What the policies say of an object.
  public func evaluate(_ subject: PolicySubject) -> PolicyOutcome {
    var outcome = PolicyOutcome()
    var known: (dialect: Policy.Dialect, bindings: Bindings)?
    for policy in compiled where policy.applies(to: subject) {
      let dialect = policy.dialect
      if known?.dialect != dialect {
        // INVARIANT: the names and types are those that the environments declare.
        known = subject.values(for: dialect).flatMap { values in
          (try? policy.environment.bind(values)).map { (dialect, $0) }
        }
      }
      guard let bindings = known?.bindings else { continue }
      for instance in policy.instances {
        var evaluation = PolicyEvaluation(policy, instance, subject, bindings, addingTo: outcome)
        evaluation.run()
        outcome = evaluation.outcome
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

extension CompiledPolicy {
  func applies(to subject: PolicySubject) -> Bool {
    constraints?.matches(subject.resource, labels: subject.labels, operation: subject.operation.name) ?? true
  }
}
