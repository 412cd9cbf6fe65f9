public import Catalog
public import Costs
public import Documents
public import Findings
import Money
public import Platform
public import Policies
public import Requests
public import Rules

/// Weighs and prices requests and says which may pass.
///
/// Everything slow happens when a gate is made. Evaluating a request is a pure function without input or output, so
/// that one gate serves a terminal, a batch over every core and a test alike.
public struct Gate: Sendable {
  /// The catalog that requests are checked against.
  public let catalog: Catalog
  /// The day of the check.
  public let asOf: CalendarDate

  private let rules: RuleSet
  let estimator: Estimator
  let workloads: FixedWorkloads
  private let contract: RequestContract
  private let accounts: AccountQuotas
  let policies: PolicySet?
  private let controls: GateControls
  private let user: String
  private let isEnforcing: Bool

  /// A gate with the given rules, policies, prices, contract and day; policies know the user as `request.user`. Requests with
  /// a fixed workload are priced by it.
  public init(
    catalog: Catalog, costProfile: CostProfile, rules: RuleSet, policies: PolicySet?,
    workloads: FixedWorkloads = .none, contract: RequestContract = RequestContract(),
    accounts: AccountQuotas = .none, controls: GateControls = GateControls(), user: String = "", asOf: CalendarDate
  ) {
    self.catalog = catalog
    self.asOf = asOf
    self.rules = rules
    self.policies = policies
    self.workloads = workloads
    self.contract = contract
    self.accounts = accounts
    self.controls = controls
    self.user = user
    self.estimator = Estimator(profile: costProfile, catalog: catalog, generation: contract.generation)
    self.isEnforcing = false
  }

  private init(enforcing gate: Gate) {
    catalog = gate.catalog
    asOf = gate.asOf
    rules = gate.rules.enforced
    estimator = gate.estimator
    policies = gate.policies
    workloads = gate.workloads
    contract = gate.contract
    accounts = gate.accounts
    controls = GateControls()
    user = gate.user
    isEnforcing = true
  }

  /// The gate before the control plane: the same, but it obeys no lowered severity. Only its verdicts hold an
  /// `ApprovedRequest`.
  public var enforcing: Gate { Gate(enforcing: self) }

  /// Checks and prices one request, whole or not.
  public func evaluate(_ draft: RequestDraft) -> Verdict { evaluate(draft, .full) }

  /// The codes of what denies a request; empty for one that may pass. It takes a fraction of the time of a verdict, since nothing
  /// is said of where and why.
  func denials(of draft: RequestDraft) -> Set<RuleCode> {
    let verdict = evaluate(draft, .codes)
    return Set(verdict.findings.filter(\.denies).map(\.code))
      .union(verdict.omitted.filter(\.denies).map(\.code))
  }

  private func evaluate(_ draft: RequestDraft, _ detail: PolicyDetail) -> Verdict {
    let draft = understood(draft)
    let request = draft.complete
    let priced = request.map { workloads.priced($0) }
    let pricing = priced.map { priced in
      Result { () throws(MoneyError) in try estimator.bills(of: priced) }
    }
    let bills = try? pricing?.get()
    var context = RuleContext(
      catalog: catalog, asOf: asOf, workloads: workloads, contract: contract, accounts: accounts,
      comparison: bills?.computed)
    context.isBrief = detail == .codes
    var findings = rules.check(draft, in: context)
    if case .failure(let error)? = pricing { findings.add(.notPriced("\(error)", at: draft.place)) }
    var annotations: [(key: String, value: String)] = []
    if let policies, let request {
      let outcome = evaluate(policies, draft, request, bills?.computed, detail, &findings)
      annotations = outcome.annotations.map { ($0.key, draft.secretTexts.masking($0.value)) }
    }
    if !controls.selection.isEverything { findings.keep(where: controls.selection.includes) }
    return Verdict(
      draft: draft, request: request, findings: findings.findings.masking(draft.secretTexts),
      omitted: findings.omitted, bills: bills,
      annotations: annotations, workload: priced?.workload, contract: contract, isEnforced: isEnforcing)
  }

  /// What a request costs, whatever the rules say of it; nil for one that is not complete, or whose cost cannot be computed.
  func bills(of draft: RequestDraft) -> Bills? {
    understood(draft).complete.flatMap { try? estimator.bills(of: workloads.priced($0)) }
  }

  /// Adds what budgets find of a request, as far as the command line lets it count, and marks what exceptions excuse.
  func add(_ findings: [Finding], to verdict: inout Verdict) {
    var findings = findings.filter { controls.selection.includes($0.code) }
    guard !findings.isEmpty else { return }
    if let policies, controls.obeysExceptions, let subject = subject(of: verdict.draft) {
      findings = policies.applyExceptions(findings, to: subject, asOf: asOf, isWaivable: Self.isWaivable)
    }
    verdict.findings = (verdict.findings + findings.masking(verdict.draft.secretTexts)).sorted(
      by: Finding.isOrderedBefore)
  }

  /// The request as the contract understands it.
  private func understood(_ draft: RequestDraft) -> RequestDraft {
    contract.generation == .direct ? draft.assumingNormalMode : draft
  }

  /// The complete request of a draft, as the contract understands it; nil if something that it needs is missing.
  func request(of draft: RequestDraft) -> ClusterRequest? { understood(draft).complete }

  /// The request with the external id from the environment; a variable that the rules do not allow is not even read.
  func resolvingExternalId(of draft: RequestDraft) -> RequestDraft {
    guard let variable = draft.externalId?.value.variable, rules.allowsExternalId(from: variable) else { return draft }
    return draft.resolvingExternalId(ProcessEnvironment.variable)
  }

  /// How policies come to what they say of a request; nil for one that is not complete.
  public func explain(_ draft: RequestDraft, policy: String) -> [PolicyExplanation]? {
    guard let policies, let subject = subject(of: draft) else { return nil }
    return policies.explain(subject, policy: policy)
  }

  /// A request as policies see it; nil for one that is not complete.
  public func subject(of draft: RequestDraft) -> PolicySubject? {
    let draft = understood(draft)
    guard let request = draft.complete, draft.hasRightTypes else { return nil }
    return PolicySubject(
      draft, request, try? estimator.comparison(of: workloads.priced(request)), operation: operation(draft))
  }

  /// Any object as policies of Kubernetes see it; nil where there are policies of ours, which see requests only.
  public func subject(ofObject node: Node) -> PolicySubject? {
    guard let policies, policies.documents.policies.allSatisfy({ $0.dialect == .kubernetes }) else { return nil }
    return PolicySubject(node, in: policies, operation: operation(at: node.place))
  }

  private func operation(_ draft: RequestDraft) -> Operation { operation(at: draft.place) }

  private func operation(at place: Place) -> Operation {
    Operation(user: user, time: Int64(asOf.daysSinceEpoch) * 86_400, source: place.source)
  }

  /// Adds what the policies find, and marks what exceptions excuse. Policies see complete requests with values of the
  /// right types only; any other is denied already.
  private func evaluate(
    _ policies: PolicySet, _ draft: RequestDraft, _ request: ClusterRequest, _ comparison: Comparison?,
    _ detail: PolicyDetail, _ findings: inout FindingCollection
  ) -> PolicyOutcome {
    let subject = PolicySubject(draft, request, comparison, operation: operation(draft))
    let outcome = draft.hasRightTypes ? policies.evaluate(subject, detail) : PolicyOutcome()
    if !outcome.findings.isEmpty {
      findings.add(outcome.findings)
      findings.sort()
    }
    findings.apply { findings in
      guard !findings.isEmpty, controls.obeysExceptions else { return findings }
      return policies.applyExceptions(findings, to: subject, asOf: asOf, isWaivable: Self.isWaivable)
    }
    return outcome
  }

  /// Whether an exception may excuse a finding: rules say so of themselves, policies were asked when they were loaded.
  static func isWaivable(_ code: RuleCode) -> Bool {
    if code.isOfPolicy { return true }
    return Registry.complete.entry(of: code.description)?.isWaivable ?? false
  }

  /// The exceptions of policies that name built-in rules which do not exist or may not be excused.
  public static func refusedExceptions(_ policies: PolicySet) -> [Finding] {
    policies.documents.exceptions.flatMap(\.findings).compactMap { code in
      guard !RuleCode(code.value).isOfPolicy else { return nil }
      // Findings carry codes: the name of a rule would excuse nothing.
      if let entry = Registry.complete.entry(of: code.value), entry.code.description != code.value {
        return Finding(
          code: .exceptionRefused, severity: .error,
          message: "`\(printable(code.value, limit: 80))` is the name of a rule",
          place: code.place, help: ["write its code, `\(entry.code)`"])
      }
      guard !isWaivable(RuleCode(code.value)) else { return nil }
      let exists = Registry.complete.entry(of: code.value) != nil
      return Finding(
        code: .exceptionRefused, severity: .error,
        message: exists
          ? "the rule `\(code.value)` cannot be excused" : "there is no rule `\(printable(code.value, limit: 80))`",
        place: code.place, help: ["name a validation as `policy/validation`, or a waivable rule by its code"])
    }
  }
}

extension Finding {
  fileprivate static func notPriced(_ reason: String, at place: Place) -> Finding {
    Finding(
      code: .notPriced, severity: .error, message: "the request cannot be priced: \(reason)", place: place,
      help: ["look for a quantity or a price beyond reason in the cost profile"])
  }
}
