import Catalog
import Costs
import Documents
import Policies
import Requests

/// One run over the requests that some paths hold.
public struct CheckRun: Sendable {
  /// What a run is asked to do.
  public struct Options: Sendable {
    /// The configuration's file; nil looks for the nearest one.
    public var configuration: String?
    /// The catalog's folder, before what the configuration says.
    public var catalog: String?
    /// The cost profile's file, before what the configuration says.
    public var costProfile: String?
    /// Who asks, for policies.
    public var user: String
    /// The day of the check.
    public var asOf: CalendarDate
    /// Whether what is approved will be submitted: external ids are read from the environment and checked too, and no
    /// lowered severity is obeyed.
    public var isSubmission: Bool

    /// Options with everything else left to the configuration.
    public init(
      configuration: String? = nil, catalog: String? = nil, costProfile: String? = nil, user: String = "",
      asOf: CalendarDate, isSubmission: Bool = false
    ) {
      self.configuration = configuration
      self.catalog = catalog
      self.costProfile = costProfile
      self.user = user
      self.asOf = asOf
      self.isSubmission = isSubmission
    }
  }

  /// The verdict on each request, in order.
  public let verdicts: [Verdict]
  /// The files, errors and skipped documents.
  public let files: RequestFiles
  /// The configuration.
  public let configuration: Configuration
  /// The cost profile's name.
  public let costProfileName: String
  /// The cost profile's digest.
  public let costProfileDigest: Digest
  /// The day of the catalog.
  public let catalogDate: CalendarDate
  /// The catalog's digest.
  public let catalogDigest: Digest
  /// The organisation's policies; nil if the configuration names no folder of them.
  public let policies: PolicySet?
  /// What is to be said of the exceptions: those whose time is over, or nearly.
  public let expiries: [Finding]
  /// The day of the check.
  public let asOf: CalendarDate

  /// Checks and prices the requests of some files.
  /// - Throws: `GateError` if nothing could be checked; what is wrong with single files or requests is in the result.
  public init(_ files: RequestFiles, _ options: Options) throws(GateError) {
    configuration = try Configuration(option: options.configuration)
    self.files = files
    if files.drafts.isEmpty, files.syntaxErrors.isEmpty, files.fileErrors.isEmpty {
      throw .noRequest(skipped: files.skipped)
    }
    let directory = try CatalogLocation.find(option: options.catalog, configuration: configuration)
    let gate = try Self.gate(options, configuration, directory: directory, files.drafts)
    let enforcing = gate.gate.enforcing
    verdicts =
      options.isSubmission
      ? files.drafts.map { enforcing.evaluate($0.resolvingExternalId(ProcessEnvironment.variable)) }
      : files.drafts.map(gate.gate.evaluate)
    catalogDate = gate.gate.catalog.asOf
    catalogDigest = gate.gate.catalog.digest
    costProfileName = gate.profile.name
    costProfileDigest = gate.profile.digest
    policies = gate.policies
    expiries = gate.policies?.expiries(asOf: options.asOf) ?? []
    asOf = options.asOf
  }

  /// Everything that was found, in the files and in their requests.
  public var findings: [Finding] { files.syntaxErrors + verdicts.flatMap(\.findings) }

  /// The requests that may be sent; empty unless the run was for a submission and every request was approved.
  public var approvedRequests: [ApprovedRequest] {
    let approved = verdicts.compactMap(\.approvedRequest)
    let isWhole = approved.count == verdicts.count && files.syntaxErrors.isEmpty && files.fileErrors.isEmpty
    return isWhole ? approved : []
  }

  private static func gate(
    _ options: Options, _ configuration: Configuration, directory: String, _ drafts: [RequestDraft]
  ) throws(GateError) -> (gate: Gate, profile: CostProfile, policies: PolicySet?) {
    let catalog: Catalog
    do {
      catalog = try Catalog(directory: directory, regions: .only(Set(drafts.compactMap { $0.region?.value })))
    } catch {
      throw .catalog(error)
    }
    let profile = try costProfile(options.costProfile ?? configuration.costProfile ?? directory + "/cost-profile.yaml")
    let policies = try policies(configuration, catalog)
    let gate = Gate(
      catalog: catalog, costProfile: profile, rules: configuration.rules, policies: policies, user: options.user,
      asOf: options.asOf)
    return (gate, profile, policies)
  }

  private static func policies(_ configuration: Configuration, _ catalog: Catalog) throws(GateError) -> PolicySet? {
    guard !configuration.policies.isEmpty else { return nil }
    let documents = PolicyDocuments(paths: configuration.policies)
    if let error = documents.fileErrors.first { throw .file(error) }
    let policies = PolicySet(documents, catalog: catalog)
    let findings = policies.findings + Gate.refusedExceptions(policies)
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw .policies(findings: findings, sources: documents.sources)
    }
    return policies
  }

  private static func costProfile(_ path: String) throws(GateError) -> CostProfile {
    let source = try source(path)
    do { return try CostProfile(source) } catch { throw .costProfile(error) }
  }

  private static func source(_ path: String) throws(GateError) -> SourceFile {
    do { return try SourceFile(reading: path) } catch { throw .file(error) }
  }
}
