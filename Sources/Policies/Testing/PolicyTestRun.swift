import Platform
import Documents
import CEL
public import Catalog
public import Costs
public import Findings
public import Requests

/// The results of running the tests in policy folders.
public struct PolicyTestRun: Sendable {
  /// The outcome of one case.
  public struct Outcome: Sendable {
    /// The test's name.
    public let test: String
    /// The case's name.
    public let name: String
    /// The place of the case.
    public let place: Place
    /// The failures; empty if the case passes.
    public let failures: [Failure]

    /// Whether the case passes.
    public var hasPassed: Bool { failures.isEmpty }
  }

  /// A reason why a case fails.
  public struct Failure: Sendable {
    /// The message: lower case, no full stop.
    public let message: String
    /// The unexpected finding, if there is one.
    public let finding: Finding?
  }

  /// The documents; their findings include those of the tests.
  public let documents: PolicyDocuments
  /// The errors in policies and tests. If there are errors, nothing was run.
  public let findings: [Finding]
  /// The outcomes, in order.
  public private(set) var outcomes: [Outcome] = []
  /// The coverage of the policies by the tests.
  public private(set) var coverage = PolicyCoverage([])

  /// Decodes the tests in documents, which must have been read with their tests.
  public static func tests(of documents: PolicyDocuments) -> (tests: [PolicyTest], findings: [Finding]) {
    var tests: [PolicyTest] = []
    var findings: [Finding] = []
    for (root, source) in documents.tests {
      var decoder = PolicyDecoder(source)
      if let test = decoder.test(root) { tests.append(test) }
      findings += decoder.decoder.findings
    }
    return (tests, findings)
  }

  /// The regions of the requests in the tests.
  public static func regions(of tests: [PolicyTest]) -> Set<String> { Set(tests.flatMap(\.regions)) }

  /// Runs the cases whose `test: case` contains `filter`, or all cases. With a filter, coverage includes only the
  /// policies of these cases.
  /// - Parameter generation: The generation of the control plane's contract by which requests are priced.
  public init(
    _ tests: [PolicyTest], of documents: PolicyDocuments, testFindings: [Finding], catalog: Catalog,
    costProfile: CostProfile, generation: Generation, loader: any CatalogLoader = IndexedCatalogs(),
    filter: String? = nil
  ) {
    self.documents = documents
    let whole = PolicySet(documents, catalog: catalog)
    var problems = whole.findings + testFindings
    problems += tests.flatMap { Self.unknownPolicies($0, documents) }
    let wanted = tests.map { test in
      (test, test.cases.filter { one in filter.map { "\(test.name.value): \(one.name.value)".contains($0) } ?? true })
    }
    var estimators = TestEstimators(Estimator(profile: costProfile, catalog: catalog, generation: generation), loader)
    let runs = wanted.compactMap { test, cases -> (PolicyTest, [PolicyTest.Case], Estimator)? in
      estimators.estimator(for: test).map { (test, cases, $0) }
    }
    findings = (problems + estimators.findings).sorted(by: Finding.isOrderedBefore)
    guard !findings.contains(where: { $0.severity == .error }) else { return }
    let named = Set(wanted.filter { !$0.1.isEmpty }.flatMap { $0.0.policies.map(\.value) })
    coverage = PolicyCoverage(whole.compiled.filter { filter == nil || named.contains($0.policy.name.value) })
    for (test, cases, estimator) in runs {
      let resources = test.resources.reduce(into: ResourceNames(definitions: documents.others)) { $0.declare($1) }
      let standard = Self.policies(of: test, test.parameters, documents, estimator.catalog, resources)
      for one in cases {
        let policies = one.parameters.map { Self.policies(of: test, $0, documents, estimator.catalog, resources) }
        outcomes.append(run(one, of: test, policies ?? standard, estimator))
      }
    }
  }

  private static func unknownPolicies(_ test: PolicyTest, _ documents: PolicyDocuments) -> [Finding] {
    let unbound = documents.unboundNames
    return test.policies.filter { name in !documents.policies.contains { $0.name.value == name.value } }.map { name in
      let shown = printable(name.value, limit: 80)
      let isUnbound = unbound.contains(name.value)
      return Finding(
        code: .policyName, severity: .error,
        message: isUnbound
          ? "the policy `\(shown)` is not in force: it has no binding" : "there is no policy `\(shown)`",
        place: name.place, help: isUnbound ? ["add a `ValidatingAdmissionPolicyBinding` beside it"] : [])
    }
  }

  /// The policies under test, with parameters that replace those in the folders.
  private static func policies(
    of test: PolicyTest, _ parameters: [PolicyParameters]?, _ documents: PolicyDocuments, _ catalog: Catalog,
    _ resources: ResourceNames
  ) -> PolicySet {
    let names = Set(test.policies.map(\.value))
    return PolicySet(
      documents.restricted(to: names, parameters: parameters), catalog: catalog, resources: resources)
  }

  private mutating func run(
    _ one: PolicyTest.Case, of test: PolicyTest, _ policies: PolicySet, _ estimator: Estimator
  ) -> Outcome {
    func outcome(_ failures: [Failure]) -> Outcome {
      Outcome(test: test.name.value, name: one.name.value, place: one.name.place, failures: failures)
    }
    guard !policies.findings.contains(where: { $0.severity == .error }) else {
      return outcome(policies.findings.map { Failure(message: $0.message, finding: $0) })
    }
    let operation = Operation(
      user: test.user, time: Int64(test.asOf.daysSinceEpoch) * 86_400, source: test.source.name)
    let subject: PolicySubject
    switch one.subject {
    case .object(let one):
      let ours = policies.compiled.filter { $0.dialect == .tollgate }.map { "`\($0.policy.name.value)`" }
      guard ours.isEmpty else {
        let names = ours.joined(separator: ", ")
        return outcome([
          Failure(message: "\(names) sees requests only: `object` is for Kubernetes' policies", finding: nil)
        ])
      }
      subject = PolicySubject(one, namespaces: test.namespaces, policies.resources, operation: operation)
    case .request(let node):
      let draft = RequestReader.draft(of: node.asDocument)
      guard let request = draft.complete, draft.hasRightTypes else {
        let messages = draft.findings.map {
          Failure(message: "the request is not complete: \($0.message)", finding: $0)
        }
        return outcome(messages.isEmpty ? [Failure(message: "the request is not complete", finding: nil)] : messages)
      }
      subject = PolicySubject(draft, request, try? estimator.comparison(of: request), operation: operation)
    }
    let actual = policies.evaluate(subject).findings
    for explanation in policies.explain(subject) { record(explanation) }
    return outcome(
      Self.differences(expected: one.expected, actual: actual)
        + Applicability(policies, subject).failures(of: one, in: test))
  }

  private mutating func record(_ explanation: PolicyExplanation) {
    for part in explanation.parts {
      coverage.record(part.trace, of: part.expression, in: explanation.policy)
      if let message = part.message { coverage.record(message.trace, of: message.expression, in: explanation.policy) }
    }
  }

  private static func differences(expected: [PolicyTest.Expectation], actual: [Finding]) -> [Failure] {
    var remaining = actual
    var failures: [Failure] = []
    for expectation in expected {
      if let index = remaining.firstIndex(where: expectation.matches) {
        remaining.remove(at: index)
      } else {
        let alike = remaining.firstIndex { $0.code.description == expectation.code.value }
        let found = alike.map { remaining.remove(at: $0) }
        let difference = found.map { "found \($0.severity.rawValue) at `\($0.place.pointer)`, saying: \($0.message)" }
        failures.append(
          Failure(message: "expected \(expectation.description), \(difference ?? "found none")", finding: found))
      }
    }
    return failures
      + remaining.map { Failure(message: "found `\($0.code)`, which is not expected: \($0.message)", finding: $0) }
  }
}
