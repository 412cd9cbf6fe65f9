import Costs
import Documents
import Findings
import Gate
import Policies
import Requests

/// The findings, verdicts and policies for one version of a document.
struct Analysis {
  /// The text.
  let source: SourceFile
  /// Its documents.
  let file: DocumentFile
  /// What was found in it, in order of place.
  private(set) var findings: [Finding] = []
  /// Its requests, with their verdicts.
  private(set) var verdicts: [Verdict] = []
  /// The policies that it is judged by, or that it belongs to.
  private(set) var policies: [Policy] = []
  /// Their files.
  private(set) var policySources: [SourceFile] = []
  /// Its policies, parameters and exceptions with all others of the configuration; nil if it has none.
  private(set) var policyDocuments: PolicyDocuments?
  /// Why the check is incomplete, and the place of the cause; nil if it is complete.
  private(set) var problem: (message: String, place: Place?)?

  /// The kinds of Tollgate's documents in it.
  private(set) var kinds: Set<DocumentKind> = []

  /// Checks a document.
  /// - Parameters:
  ///   - gate: The gate of the configuration that is nearest to it, or why there is none.
  ///   - isOver: Returns whether to stop; called repeatedly.
  /// - Returns: nil if it was over before.
  init?(_ source: SourceFile, edited: [SourceFile], gate: Result<EditorGate, GateError>, until isOver: () -> Bool) {
    self.source = source
    file = DocumentReader.read(source)
    kinds = Set(file.documents.compactMap { DocumentHeader($0.root).ownKind })
    guard isOurs else { return }
    if isOver() { return nil }
    switch gate {
    case .success(let gate):
      if hasRequests, !check(requestsBy: gate, until: isOver) { return nil }
      if isOver() { return nil }
      if hasPolicies { check(policiesOf: gate, edited) }
    case .failure(let error):
      if hasRequests || hasPolicies { problem = EditorWords.problem(error) }
    }
    if kinds.contains(.configuration) { checkConfiguration() }
    if kinds.contains(.costProfile) { checkCostProfile(try? gate.get()) }
    // Most readers report them too.
    findings += file.errors.filter { !findings.contains($0) }
    findings = findings.filter { $0.place.source == source.name }.sorted(by: Finding.isOrderedBefore)
  }

  /// Whether Tollgate has anything to say of the document.
  private var isOurs: Bool {
    !kinds.isEmpty || hasRequests || hasPolicies || (!file.errors.isEmpty && RequestReader.mentionsRequest(source))
  }

  private var hasRequests: Bool {
    file.documents.contains { RequestReader.role(of: $0, skippingOthers: true) == .request }
  }

  private var hasPolicies: Bool {
    !kinds.isDisjoint(with: [.policy, .policyParameters, .policyException, .policyTest, .budget])
      || file.documents.contains { PolicyDocuments.isKubernetesPolicy($0.root) }
  }

  private mutating func check(requestsBy gate: EditorGate, until isOver: () -> Bool) -> Bool {
    guard let result = gate.check(source, until: isOver) else { return false }
    verdicts = result.verdicts
    findings +=
      verdicts.flatMap(\.findings)
      + verdicts.flatMap { verdict in
        verdict.omitted.map { .omitted($0, of: verdict) }
      }
    policies = gate.policies?.documents.policies ?? []
    policySources = gate.policies?.documents.sources ?? []
    problem = gate.problem.map(EditorWords.problem)
    return true
  }

  private mutating func check(policiesOf gate: EditorGate, _ edited: [SourceFile]) {
    let documents = gate.policyDocuments(with: source, edited: edited)
    policyDocuments = documents
    policies = documents.policies
    policySources = documents.sources
    if PolicyDocuments.isTest(source.name) {
      findings += PolicyTestRun.tests(of: PolicyDocuments(sources: [source])).findings
    } else {
      findings += gate.check(documents).findings
    }
  }

  private mutating func checkConfiguration() {
    do throws(GateError) { _ = try Configuration(source) } catch {
      if case .configuration(let found, _) = error { findings += found }
    }
  }

  private mutating func checkCostProfile(_ gate: EditorGate?) {
    do throws(CostProfileError) {
      let profile = try CostProfile(source)
      if let gate { _ = try profile.checked(against: gate.material.catalog) }
    } catch { findings += error.findings }
  }

  /// The findings that stand at a place, the narrowest first.
  func findings(at offset: Int) -> [Finding] {
    findings.filter { $0.place.range.touches(offset) }.sorted { $0.place.length < $1.place.length }
  }
}

extension Place {
  fileprivate var length: Int { range.end.offset - range.start.offset }
}

extension Finding {
  /// The findings of a code that were counted and not listed.
  fileprivate static func omitted(_ omitted: OmittedFindings, of verdict: Verdict) -> Finding {
    Finding(
      code: omitted.code, severity: omitted.isExcused ? .note : omitted.severity,
      message: "\(omitted.count) more findings like this in this request", place: verdict.draft.place)
  }
}
