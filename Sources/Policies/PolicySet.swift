import CEL
public import Catalog
public import Findings
public import Platform
public import Rules

/// An organization's policies, compiled and bound to their parameters, with its exceptions. Evaluation is a pure
/// function that any task may call.
public struct PolicySet: Sendable {
  /// The documents.
  public let documents: PolicyDocuments
  /// The errors and warnings in the documents. While there are errors, nothing may be evaluated.
  public let findings: [Finding]
  /// The digest of policies, parameters, exceptions and budgets.
  public var digest: Digest { documents.digest }
  let compiled: [CompiledPolicy]
  /// Policies that are inactive because they have no binding; their mistakes are still reported.
  let unbound: [CompiledPolicy]
  let exceptions: ExceptionSet
  /// The resource names of objects.
  let resources: ResourceNames

  /// Compiles the policies in the documents.
  /// - Parameter accounts: The quotas of AWS accounts that expressions may ask for.
  public init(_ documents: PolicyDocuments, catalog: Catalog, accounts: AccountQuotas = .none) {
    self.init(documents, catalog: catalog, accounts: accounts, resources: ResourceNames(definitions: documents.others))
  }

  init(
    _ documents: PolicyDocuments, catalog: Catalog, accounts: AccountQuotas = .none, resources: ResourceNames
  ) {
    self.documents = documents
    self.resources = resources
    let compiler = PolicyCompiler(documents, catalog, accounts, resources)
    let outcomes = concurrentMap(documents.policies, width: 32) { policy in
      var compiler = compiler
      return (compiled: compiler.compile(policy), findings: compiler.findings)
    }
    compiled = outcomes.compactMap(\.compiled)
    var unboundCompiler = compiler
    unbound = documents.unboundPolicies.compactMap { unboundCompiler.compile($0, isBound: false) }
    exceptions = ExceptionSet(documents)
    findings =
      (documents.findings + outcomes.flatMap(\.findings) + unboundCompiler.findings + exceptions.findings
      + Self.wrongRegions(documents, catalog)).sorted(by: Finding.isOrderedBefore)
  }

  /// The number of policies, including inactive ones.
  public var count: Int { documents.policies.count + documents.unboundNames.count }

  /// The codes of all validations, and those of budgets.
  public var codes: [String] {
    documents.policies.flatMap { policy in policy.validations.map { policy.code(of: $0).description } }
      + documents.budgets.flatMap { budget in Budget.Part.allCases.map { budget.code($0).description } }
  }

  /// Whether findings of a validation or a budget may be excused.
  public func allowsExceptions(from code: RuleCode) -> Bool {
    let names =
      documents.policies.filter { !$0.allowsExceptions }.map(\.name.value)
      + documents.budgets.filter { !$0.allowsExceptions }.map(\.name.value)
    return !names.contains { code.description.utf8.starts(with: ($0 + "/").utf8) }
  }

  /// The names of active policies, in the order of the documents.
  public var active: [String] { compiled.filter { !$0.instances.isEmpty }.map(\.policy.name.value) }

  /// The names of inactive policies, which lack parameters or a binding.
  public var inert: [String] {
    compiled.filter(\.instances.isEmpty).map(\.policy.name.value) + documents.unboundNames
  }

  /// Evaluates the policies on an object.
  public func evaluate(_ subject: PolicySubject, _ detail: PolicyDetail = .full) -> PolicyOutcome {
    var outcome = PolicyOutcome()
    var current: PolicyEvaluation?
    for policy in compiled where !policy.instances.isEmpty && policy.applies(to: subject) {
      for instance in policy.instances(for: subject) {
        if current?.dialect == policy.dialect {
          current?.begin(policy, instance)
        } else {
          if let current { outcome.add(current.outcome) }
          current = Self.evaluation(policy, instance, subject, detail)
        }
        if current == nil, subject.isSeen(by: policy.dialect) {
          // Unreachable: names and types are those that the environments declare. If it happens, nothing passes without
          // values.
          outcome.findings.append(.unbound(policy.policy, subject.place))
        }
        current?.run()
      }
    }
    if let current { outcome.add(current.outcome) }
    return outcome
  }

  /// An evaluation that starts with the policy; nil if such policies do not apply to such objects.
  private static func evaluation(
    _ policy: CompiledPolicy, _ instance: CompiledPolicy.Instance, _ subject: PolicySubject, _ detail: PolicyDetail
  ) -> PolicyEvaluation? {
    guard let bindings = policy.bindings(subject) else { return nil }
    guard subject.hasSecret, detail == .full else {
      return PolicyEvaluation(policy, instance, subject, bindings, shown: bindings, detail)
    }
    // What is shown must not reveal an external ID bit by bit.
    guard let shown = policy.bindings(subject, mutingSecrets: true) else { return nil }
    return PolicyEvaluation(policy, instance, subject, bindings, shown: shown, detail)
  }

  /// The findings of a request, with the exceptions that excuse those that may be waived.
  public func applyExceptions(
    _ findings: [Finding], to subject: PolicySubject, asOf day: CalendarDate, isWaivable: (RuleCode) -> Bool
  ) -> [Finding] {
    exceptions.apply(to: findings, of: subject, asOf: day, isWaivable: isWaivable)
  }

  /// Findings for the exceptions that excuse none of the given findings.
  public func unusedExceptions(among findings: [Finding]) -> [Finding] {
    exceptions.unused(among: findings).map { exception in
      Finding(
        code: .exceptionUnused, severity: .warning,
        message: "the exception `\(exception.name.value)` excuses nothing in these requests",
        place: exception.name.place, help: ["remove it if nobody needs it any more"])
    }
  }

  /// Findings for exceptions and budgets that have expired or will expire soon.
  /// - Parameter obeysExceptions: Whether exceptions count, so that something is to be said of them.
  public func expiries(asOf day: CalendarDate, obeysExceptions: Bool = true) -> [Finding] {
    (obeysExceptions ? exceptions.expiries(asOf: day) : []) + budgetExpiries(asOf: day)
  }
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
  /// The values of a subject in the environment of the policy's dialect.
  fileprivate func bindings(_ subject: PolicySubject, mutingSecrets isMute: Bool = false) -> Bindings? {
    subject.values(for: dialect, mutingSecrets: isMute).flatMap { try? environment.bind($0) }
  }

  func applies(to subject: PolicySubject) -> Bool { mismatch(subject) == nil }

  /// Why the policy does not apply to an object; nil if it does.
  func mismatch(_ subject: PolicySubject) -> MatchConstraints.Mismatch? { constraints?.mismatch(subject.review) }
}
