package import Documents
public import Findings
public import Platform
import Spelling

/// The documents in an organization's policy folders.
public struct PolicyDocuments: Sendable {
  /// The files, in order.
  public private(set) var sources: [SourceFile] = []
  /// The policies of both dialects.
  public private(set) var policies: [Policy] = []
  /// The parameters in our own dialect.
  public private(set) var parameters: [PolicyParameters] = []
  /// The exceptions.
  public private(set) var exceptions: [PolicyException] = []
  /// The budgets.
  public private(set) var budgets: [Budget] = []
  /// The errors in the documents.
  public private(set) var findings: [Finding] = []
  /// The files that could not be read.
  public private(set) var fileErrors: [FileError] = []

  /// The documents of kind `PolicyTest`, with their files.
  private(set) var tests: [(root: Node, source: SourceFile)] = []
  /// All other documents, which may be parameters of Kubernetes policies.
  private(set) var others: [Node] = []
  /// The kinds of parameters of Kubernetes policies, by policy name.
  private(set) var parameterKinds: [String: PolicyDecoder.ParameterKind] = [:]
  private var unbound: [Policy] = []
  private var bindings: [PolicyDecoder.Binding] = []
  /// The documents that the digest covers.
  private var roots: [Node] = []

  /// Reads the documents of YAML and JSON files, and of those in folders and their subfolders, except hidden ones. In
  /// folders, files whose names end in `.test.yaml` are read only with the tests.
  public init(paths: [String], withTests: Bool = false) {
    let files = paths.flatMap { Self.files(at: $0, withTests: withTests) }
    for one in concurrentMap(files, width: 32, { PolicyDocuments(reading: $0) }) { merge(one) }
    bind()
  }

  /// Reads the documents of one file.
  private init(reading file: Result<String, FileError>) {
    do throws(FileError) {
      let path = try file.get()
      add(SourceFile(name: path, bytes: try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes)))
    } catch {
      fileErrors.append(error)
    }
  }

  private mutating func merge(_ other: PolicyDocuments) {
    sources += other.sources
    policies += other.policies
    parameters += other.parameters
    exceptions += other.exceptions
    budgets += other.budgets
    findings += other.findings
    fileErrors += other.fileErrors
    tests += other.tests
    others += other.others
    parameterKinds.merge(other.parameterKinds) { _, last in last }
    unbound += other.unbound
    bindings += other.bindings
    roots += other.roots
  }

  /// The policies with the given names, optionally with other parameters.
  func restricted(to names: Set<String>, parameters: [PolicyParameters]?) -> PolicyDocuments {
    var documents = self
    documents.policies = policies.filter { names.contains($0.name.value) }
    if let parameters { documents.parameters = parameters }
    documents.exceptions = []
    documents.budgets = []
    documents.findings = []
    documents.unbound = []
    return documents
  }

  /// Reads the documents of sources in memory.
  public init(sources: [SourceFile]) {
    for source in sources { add(source) }
    bind()
  }

  /// The Kubernetes policies that no binding activates.
  var unboundPolicies: [Policy] {
    let bound = Set(bindings.map(\.policyName.value))
    return unbound.filter { !bound.contains($0.name.value) }
  }

  /// The names of these policies.
  var unboundNames: [String] { unboundPolicies.map(\.name.value) }

  /// The SHA-256 digest of all policies, parameters, exceptions and budgets in canonical form, independent of their order.
  /// Computing it takes a millisecond, so it is done only on request.
  public var digest: Digest {
    let kinds = parameterKinds.values
    let parameters = others.filter { node in kinds.contains { $0.isKind(of: node) } }
    let texts = (roots + parameters).map { JSONValue($0).canonical }
    return Digest(sha256: texts.sorted().joined(separator: "\n").utf8)
  }

  private static let testEndings = [".test.yaml", ".test.yml", ".test.json"]

  /// The files at a path, including subfolders, in order.
  private static func files(at path: String, withTests: Bool) -> [Result<String, FileError>] {
    do throws(FileError) {
      guard case .directory = try FileReading.kind(of: path) else { return [.success(path)] }
    } catch {
      return [.failure(error)]
    }
    return FolderWalk.items(in: path, where: { isWanted($0, withTests: withTests) }).map { item in
      switch item {
      case .file(let path): .success(path)
      case .failure(let error): .failure(error)
      }
    }
  }

  private static func isWanted(_ name: String, withTests: Bool) -> Bool {
    (withTests || !isTest(name)) && [.yaml, .json].contains(DocumentFormat(fileName: name))
  }

  /// Whether a document is a policy of Kubernetes, or its binding.
  package static func isKubernetesPolicy(_ root: Node) -> Bool { DocumentHeader(root).kubernetesKind != nil }

  /// Whether a file's name says that it holds tests.
  package static func isTest(_ name: String) -> Bool { testEndings.contains { name.lowercased().hasSuffix($0) } }

  private mutating func add(_ source: SourceFile) {
    let file = DocumentReader.read(source)
    sources.append(source)
    findings += file.errors
    for document in file.documents { add(document, source) }
  }

  private mutating func add(_ document: Document, _ source: SourceFile) {
    let root = document.root
    guard case .mapping = root.value else {
      if let finding = PolicyNearMiss.inSequence(root) { findings.append(finding) }
      return
    }
    let header = DocumentHeader(root)
    var decoder = PolicyDecoder(source)
    if header.kind != DocumentKind.policyTest.rawValue, Self.isTest(source.name),
      let finding = PolicyNearMiss.inTest(header, root)
    {
      findings.append(finding)
      return
    }
    switch (header.ownKind, header.kubernetesKind) {
    case (.policy, _): if let policy = decoder.policy(root) { policies.append(policy) }
    case (.policyParameters, _): if let values = decoder.parameters(root) { parameters.append(values) }
    case (.policyException, _): if let exception = decoder.exception(root) { exceptions.append(exception) }
    case (.budget, _): if let budget = decoder.budget(root) { budgets.append(budget) }
    case (.policyTest, _):
      tests.append((root, source))
      return
    case (_, .policy):
      if let (policy, parameterKind) = decoder.kubernetesPolicy(root) {
        unbound.append(policy)
        parameterKinds[policy.name.value] = parameterKind
      }
    case (_, .binding): if let binding = decoder.kubernetesBinding(root) { bindings.append(binding) }
    default:
      others.append(root)
      guard let finding = PolicyNearMiss.finding(header, root) else { return }
      findings.append(finding)
    }
    roots.append(root)
    findings += document.findings + decoder.decoder.findings
  }

  // MARK: Names and bindings

  /// Activates Kubernetes policies by their bindings, and reports repeated names.
  private mutating func bind() {
    for binding in bindings {
      guard let policy = unbound.first(where: { $0.name.value == binding.policyName.value }) else {
        let nearest = Spelling.nearest(to: binding.policyName.value, in: unbound.map(\.name.value)).first
        findings.append(
          Finding(
            code: .policyName, severity: .error, message: "there is no policy `\(binding.policyName.value)`",
            place: binding.policyName.place, help: nearest.map { [Spelling.question($0)] } ?? []))
        continue
      }
      policies.append(policy.bound(by: binding))
    }
    for policy in unbound where !bindings.contains(where: { $0.policyName.value == policy.name.value }) {
      findings.append(
        Finding(
          code: .policyDocument, severity: .warning,
          message: "the policy `\(policy.name.value)` has no binding, so that it is not in force",
          place: policy.name.place, help: ["add a `ValidatingAdmissionPolicyBinding` with its name as `policyName`"]))
    }
    // Both make codes of findings of their names.
    let own = policies.filter { $0.dialect == .tollgate }.map(\.name)
    reportTwice(own + unbound.map(\.name) + budgets.map(\.name), budgets.isEmpty ? "policy" : "policy or budget")
    reportTwice(parameters.map(\.name), "parameters")
    reportTwice(exceptions.map(\.name), "exception")
    findings.sort(by: Finding.isOrderedBefore)
  }

  private mutating func reportTwice(_ names: [Located<String>], _ what: String) {
    var known: [String: Place] = [:]
    for name in names {
      guard let first = known.updateValue(name.place, forKey: name.value) else { continue }
      findings.append(
        Finding(
          code: .policyName, severity: .error, message: "the \(what) `\(name.value)` is defined twice",
          place: name.place,
          notes: ["first at \(first.source):\(first.range.start.line)"]))
    }
  }
}

extension Policy {
  fileprivate func bound(by binding: PolicyDecoder.Binding) -> Policy {
    Policy(
      name: name, labels: labels, place: place, dialect: dialect, description: description, owner: owner,
      remediation: remediation, allowsExceptions: allowsExceptions, failurePolicy: failurePolicy,
      actions: binding.actions, parameterSchema: nil, parameterReference: binding.parameterReference,
      matchConstraints: [matchConstraints, binding.constraints].compactMap(\.self).reduce(nil) { joined, next in
        joined?.intersected(with: next) ?? next
      }, matchConditions: matchConditions, variables: variables, validations: validations,
      auditAnnotations: auditAnnotations)
  }
}
