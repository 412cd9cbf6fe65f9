public import Catalog
import Costs
import Documents
public import Findings
public import Platform
public import Policies
import Requests

/// Everything that a configuration decides, kept for documents that change while somebody writes them.
///
/// What cannot be used does not keep the rest from being checked: a policy with a mistake still leaves rules and completion.
public struct EditorGate: Sendable {
  /// The configuration, with the catalog of every region and the cost profile.
  public let material: GateMaterial
  /// The compiled policies; nil if there are none, or they cannot be used.
  public let policies: PolicySet?
  /// Why requests cannot be checked; nil if they can.
  public let problem: GateError?
  private let gate: Gate
  private let baseline: Baseline?
  private let asOf: CalendarDate

  /// A gate of a configuration's file, or of no configuration.
  /// - Throws: `GateError` if the configuration, the catalog or the cost profile cannot be used.
  public init(
    configuration path: String?, asOf day: CalendarDate, loader: any CatalogLoader = IndexedCatalogs()
  ) throws(GateError) {
    if let path { try Self.checkEnds(path) }
    let configuration = if let path { try Configuration(option: path) } else { Configuration.standard }
    let files = [configuration.costProfile, configuration.baseline].compactMap(\.self) + configuration.quotaSheets
    for path in files + configuration.policies {
      try Self.checkEnds(path)
    }
    let options = CheckRun.Options(asOf: day, loader: loader)
    material = try GateMaterial(options, configuration, regions: .all)
    asOf = day
    var problem: GateError?
    var policies: PolicySet?
    var baseline: Baseline?
    do throws(GateError) {
      policies = try material.policies()
      baseline = try configuration.baseline.map { path throws(GateError) in
        do throws(FileError) { return try SourceFile(reading: path) } catch { throw .file(error) }
      }.map { source throws(GateError) in try Baseline(source) }
    } catch { problem = error }
    self.policies = policies
    self.baseline = baseline
    self.problem = problem
    gate = material.gate(policies, options)
  }

  /// Refuses what may never end, such as a pipe to which nobody writes, or the editor's own messages.
  private static func checkEnds(_ path: String) throws(GateError) {
    do throws(FileError) {
      if case .stream = try FileReading.kind(of: path) { throw .notRegular(path: path) }
    } catch { throw .file(error) }
  }

  /// What the gate says of a file that somebody is writing.
  public struct Result: Sendable {
    /// Its requests, and what cannot be read.
    public let files: RequestFiles
    /// The verdict on each request.
    public let verdicts: [Verdict]
  }

  /// Checks the requests of a file. Documents of other kinds are passed over.
  /// - Parameter isOver: Asked between requests: whether nobody wants the result any more.
  /// - Returns: The verdicts; nil if it was over before.
  public func check(_ source: SourceFile, until isOver: () -> Bool) -> Result? {
    let files = RequestFiles([source])
    var verdicts: [Verdict] = []
    var start = 0
    while start < files.drafts.count {
      guard !isOver() else { return nil }
      let end = min(start + Self.batch, files.drafts.count)
      verdicts += concurrentMap(Array(files.drafts[start..<end])) { gate.evaluate($0) }
      start = end
    }
    if let baseline {
      var match = BaselineMatch(baseline, makingNew: false)
      match.excuse(&verdicts) { Gate.isWaivable($0) && policies?.allowsExceptions(from: $0) ?? true }
    }
    return Result(files: files, verdicts: verdicts.checkingEdits(in: [source]))
  }

  /// The requests that are checked between two questions whether the check is over: a few milliseconds.
  private static let batch = 64

  /// Whether a file is one of the configuration's policies, or in one of their folders.
  public func hasPolicies(in path: String) -> Bool {
    material.configuration.policies.contains { ExactPath(path).isAtOrBelow($0) }
  }

  /// The documents of the configuration's policies, some of them as they are being written; of a file alone if it is not
  /// among them.
  /// - Parameters:
  ///   - source: The file that is asked about.
  ///   - edited: All files that are being written, whatever they are.
  public func policyDocuments(with source: SourceFile, edited: [SourceFile]) -> PolicyDocuments {
    guard hasPolicies(in: source.name) else { return PolicyDocuments(sources: [source]) }
    let others = edited.filter { $0.name != source.name && hasPolicies(in: $0.name) }
    let written =
      (PolicyDocuments.isTest(source.name) ? [] : [source]) + others.filter { !PolicyDocuments.isTest($0.name) }
    // In the order of the files on disk, whichever of them is asked about.
    var texts = Dictionary(written.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = material.policySources.map { texts.removeValue(forKey: $0.name) ?? $0 }
    return PolicyDocuments(sources: known + texts.values.sorted { $0.name < $1.name })
  }

  /// What is to be said of policies, parameters and exceptions.
  public func check(_ documents: PolicyDocuments) -> PolicyCheckRun {
    PolicyCheckRun(
      PolicySet(documents, catalog: material.catalog, accounts: material.accounts), in: material.currency, asOf: asOf)
  }

  /// The keys of labels that the policies ask for, in order: those that they read of a request without any, and then of the
  /// same request with these.
  public func labels() -> [String] {
    guard let policies else { return [] }
    var labels: Set<String> = []
    for isCostSavings in [true, false] {
      while true {
        guard let subject = subject(isCostSavings, labels) else { break }
        let found = policies.labelsRead(of: subject).subtracting(labels)
        guard !found.isEmpty, labels.count < 100 else { break }
        labels.formUnion(found)
      }
    }
    return labels.sorted()
  }

  /// A request of every field, as policies see it.
  private func subject(_ isCostSavings: Bool, _ labels: Set<String>) -> PolicySubject? {
    let labels = labels.sorted().map { (key: $0, value: JSONValue.string("x")) }
    let text = JSONValue.object([
      ("apiVersion", .string(RequestReader.apiVersion)), ("kind", .string(RequestReader.kind)),
      ("metadata", .object([("name", .string("example")), ("labels", .object(labels))])),
      (
        "spec",
        .object([
          ("region", .string("us-east-1")), ("roleArn", .string("arn:aws:iam::123456789012:role/lightning")),
          ("externalIdFrom", .object([("env", .string("LIGHTNING_EXTERNAL_ID"))])),
          ("instanceTypes", .array([.string("m5.xlarge")])), ("costSavings", .boolean(isCostSavings)),
        ])
      ),
    ]).compact
    let file = DocumentReader.read(SourceFile(name: "example.json", text: text.text))
    return RequestReader.read(file, skippingOthers: false).drafts.first.flatMap(gate.subject)
  }
}
