import CEL
public import Findings
import Requests

/// The result of evaluating policies on one object.
public struct PolicyOutcome: Sendable {
  /// The violations.
  public internal(set) var findings: [Finding] = []
  /// Texts that policies record with the verdict, by `policy/key`.
  public internal(set) var annotations: [(key: String, value: String)] = []

  /// Creates an empty outcome.
  public init() {}

  mutating func add(_ other: PolicyOutcome) {
    if !other.findings.isEmpty { findings += other.findings }
    if !other.annotations.isEmpty { annotations += other.annotations }
  }
}

/// How much an evaluation says of what it finds.
public enum PolicyDetail: Sendable {
  /// Everything.
  case full
  /// The codes and severities alone, which takes a fraction of the time: the message is empty, the place the whole request.
  case codes
}

/// Evaluates the policies of one dialect on one subject, one after another.
struct PolicyEvaluation {
  private var compiled: CompiledPolicy
  private var instance: CompiledPolicy.Instance
  private let subject: PolicySubject
  private var bindings: Bindings
  /// The values for messages and annotations, in which external IDs cannot be matched.
  private var shown: Bindings
  private let initial: (bindings: Bindings, shown: Bindings)
  private let detail: PolicyDetail
  private var remaining = CompiledPolicy.costLimit
  private(set) var outcome = PolicyOutcome()

  /// Creates an evaluation that starts with one policy and one set of parameters.
  init(
    _ compiled: CompiledPolicy, _ instance: CompiledPolicy.Instance, _ subject: PolicySubject, _ bindings: Bindings,
    shown: Bindings, _ detail: PolicyDetail
  ) {
    self.detail = detail
    self.compiled = compiled
    self.instance = instance
    self.subject = subject
    self.bindings = bindings
    self.shown = shown
    initial = (bindings, shown)
  }

  var dialect: Policy.Dialect { compiled.dialect }

  /// Continues with another policy or other parameters.
  mutating func begin(_ compiled: CompiledPolicy, _ instance: CompiledPolicy.Instance) {
    self.compiled = compiled
    self.instance = instance
    bindings.forgetComputed(since: initial.bindings)
    shown.forgetComputed(since: initial.shown)
    remaining = CompiledPolicy.costLimit
  }

  private var policy: Policy { compiled.policy }

  /// Evaluates the conditions and, if they hold, the validations.
  mutating func run() {
    if let failure = instance.failure {
      // In Kubernetes, missing parameters are just another failure (kubernetes/apiserver,
      // `pkg/admission/plugin/policy/validating/dispatcher.go`).
      if policy.dialect == .kubernetes, policy.failurePolicy == .ignore { return }
      outcome.findings.append(
        finding(
          RuleCode("\(policy.name.value)/parameters"), failure, subject.place,
          remediation: "tell whoever keeps the policy: `tollgate policy check` says what is wrong with its parameters"))
      return
    }
    switch conditions() {
    case .success(true): break
    case .success(false): return
    case .failure(let error):
      if policy.failurePolicy == .fail {
        outcome.findings.append(
          finding(
            RuleCode("\(policy.name.value)/match-conditions"),
            "it cannot be told whether the policy `\(policy.name.value)` applies: \(printable(error.message))",
            subject.place))
      }
      return
    }
    for validation in instance.validations { run(validation) }
    annotate()
  }

  /// False if any condition is false, whatever the others are; otherwise an error if any fails to evaluate.
  private mutating func conditions() -> Result<Bool, EvaluationError> {
    var failure: EvaluationError?
    for condition in instance.conditions {
      switch evaluate(condition) {
      case .success(.bool(true)): break
      case .success(.bool(false)): return .success(false)
      case .success(let value):
        failure = failure ?? EvaluationError(.noSuchOverload, "a match condition is \(value.typeName), not a bool")
      case .failure(let error): failure = failure ?? told(error, of: condition)
      }
    }
    return failure.map { .failure($0) } ?? .success(true)
  }

  private mutating func run(_ compiled: CompiledPolicy.CompiledValidation) {
    switch evaluate(compiled.program) {
    case .success(.bool(true)): break
    case .success(.bool(false)): violated(compiled)
    case .success(let value):
      failed(compiled, EvaluationError(.noSuchOverload, "the validation is \(value.typeName), not a bool"))
    case .failure(let error): failed(compiled, told(error, of: compiled.program))
    }
  }

  private mutating func evaluate(_ program: Program) -> Result<Value, EvaluationError> {
    let evaluation = program.run(&bindings, costLimit: min(remaining, program.costLimit))
    remaining -= min(remaining, evaluation.cost)
    return evaluation.result
  }

  /// Evaluates an expression whose value is shown.
  private mutating func show(_ program: Program) -> Result<Value, EvaluationError> {
    let evaluation = program.run(&shown, costLimit: min(remaining, program.costLimit))
    remaining -= min(remaining, evaluation.cost)
    return evaluation.result
  }

  /// The error of an expression, as far as it may be shown. A message can contain text that an external ID matches, so
  /// the message of an evaluation without the ID is used instead.
  private mutating func told(_ error: EvaluationError, of program: Program) -> EvaluationError {
    guard subject.hasSecret, detail == .full else { return error }
    if case .failure(let other) = show(program) { return other }
    return EvaluationError(error.kind, "an expression has no value")
  }

  // MARK: Findings

  private mutating func violated(_ compiled: CompiledPolicy.CompiledValidation) {
    guard detail == .full else { return outcome.findings.append(bare(compiled.code)) }
    let paths = ReadPaths(compiled.program.trace(initial.bindings))
    var message = compiled.validation.message
    if let program = compiled.message, case .success(.string(let text)) = show(program), Self.isMessage(text) {
      message = text
    }
    let text = message ?? "`\(Self.shortened(compiled.validation.expression.text))` is not true"
    outcome.findings.append(finding(compiled.code, printable(text), paths, compiled.validation))
  }

  private mutating func failed(_ compiled: CompiledPolicy.CompiledValidation, _ error: EvaluationError) {
    guard policy.failurePolicy == .fail else { return }
    guard detail == .full else { return outcome.findings.append(bare(compiled.code)) }
    let paths = ReadPaths(compiled.program.trace(initial.bindings))
    outcome.findings.append(
      finding(
        compiled.code, "the validation has no value: \(printable(error.message))", paths, compiled.validation))
  }

  /// As in Kubernetes, empty and multi-line messages are ignored.
  private static func isMessage(_ text: String) -> Bool {
    !text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } && !text.utf8.contains(0x0A)
  }

  private static func shortened(_ expression: String) -> String {
    printable(expression.split(whereSeparator: \.isWhitespace).joined(separator: " "), limit: 100)
  }

  private func bare(_ code: RuleCode) -> Finding {
    Finding(code: code, severity: policy.severity, message: "", place: subject.place)
  }

  private func finding(
    _ code: RuleCode, _ message: String, _ paths: ReadPaths, _ validation: Validation
  ) -> Finding {
    let narrowest = paths.narrowest { subject.place(of: $0) != nil }
    let place = narrowest.map { subject.nearestPlace(of: $0) } ?? subject.place
    // The list around an element says nothing more than the element.
    let others = paths.paths.filter { narrowest?.isAtOrBelow($0) == false }
    let related = others.compactMap { subject.place(of: $0) }.filter { $0.range != place.range }
    return finding(code, message, place, related, remediation: validation.remediation)
  }

  private func finding(
    _ code: RuleCode, _ message: String, _ place: Place, _ related: [Place] = [], remediation: String? = nil
  ) -> Finding {
    var notes: [String] = []
    if let description = policy.description { notes.append(description) }
    var origin = "policy `\(policy.name.value)`"
    if let parameters = instance.parameters { origin += " with the parameters `\(parameters.value)`" }
    if let owner = policy.owner { origin += ", owned by \(owner)" }
    notes.append(origin)
    var finding = Finding(
      code: code, severity: policy.severity, message: message, place: place,
      help: (remediation ?? policy.remediation).map { [$0] } ?? [], notes: notes, related: related)
    finding.parameters = instance.parameters?.value
    return finding
  }

  // MARK: Annotations

  private mutating func annotate() {
    for annotation in instance.annotations {
      switch show(annotation.program) {
      case .success(.string(let text)):
        if !text.isEmpty, detail == .full { outcome.annotations.append((annotation.key, text)) }
      case .success: break
      case .failure(let error):
        if policy.failurePolicy == .fail {
          outcome.findings.append(
            finding(
              RuleCode("\(policy.name.value)/audit-annotations"),
              "the annotation `\(annotation.key)` has no value: \(printable(error.message))", subject.place))
        }
      }
    }
  }
}
