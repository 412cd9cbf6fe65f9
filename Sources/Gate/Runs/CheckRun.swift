public import Catalog
import Costs
public import Findings
public import Platform
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
    /// The options of the cost profile that are asked for besides those of the configuration.
    public var costOptions = CostOptions()
    /// What is changed of the control plane's contract that the configuration describes.
    public var contract = ContractOverrides()
    /// Who asks, for policies.
    public var user: String
    /// The day of the check.
    public var asOf: CalendarDate
    /// Whether what is approved will be submitted: external ids are read from the environment and checked too, and no
    /// lowered severity is obeyed.
    public var isSubmission: Bool
    /// What is done otherwise than the configuration says.
    public var controls = GateControls()
    /// Files and folders of requests that run already: they count toward budgets before those of the run.
    public var existing: [String] = []
    /// Loads the catalog.
    public var loader: any CatalogLoader

    /// Options with everything else left to the configuration.
    public init(
      configuration: String? = nil, catalog: String? = nil, costProfile: String? = nil, user: String = "",
      asOf: CalendarDate, isSubmission: Bool = false, loader: any CatalogLoader = IndexedCatalogs()
    ) {
      self.configuration = configuration
      self.catalog = catalog
      self.costProfile = costProfile
      self.user = user
      self.asOf = asOf
      self.isSubmission = isSubmission
      self.loader = loader
    }
  }

  /// The verdict on each request, in order.
  public let verdicts: [Verdict]
  /// The files, errors and skipped documents.
  public let files: RequestFiles
  /// What the verdicts rest on.
  public let basis: CheckBasis

  /// Checks and prices the requests of some files.
  /// - Parameters:
  ///   - files: the files.
  ///   - options: what the requests are checked against.
  ///   - mayBeEmpty: whether files without a request are a run too, as the older of two states may be.
  /// - Throws: `GateError` if nothing could be checked; what is wrong with single files or requests is in the result.
  public init(_ files: RequestFiles, _ options: Options, mayBeEmpty: Bool = false) throws(GateError) {
    var engine = try CheckEngine(options)
    self.files = files
    if let error = files.fileErrors.first(where: \.isOfReport) { throw .file(error) }
    if files.drafts.isEmpty, !files.isUnreadable, !mayBeEmpty { throw .noRequest(skipped: files.skipped) }
    var (found, basis) = try engine.verdicts(on: files.drafts)
    if var judge = engine.budgetJudge {
      judge.count(found)
      try engine.countExisting(&judge)
      engine.judge(&found, with: &judge)
      basis.budgets = judge.statuses
    }
    verdicts = found.checkingEdits(in: files.sources)
    self.basis = basis
  }

  /// Whether a file in a folder is read, by its name.
  public static func mayHoldRequests(_ name: String) -> Bool { RequestScan.mayHoldRequests(name) }

  /// Everything that was found, in the files and in their requests.
  public var findings: [Finding] { files.syntaxErrors + verdicts.flatMap(\.findings) }

  /// What the run came to.
  public var tally: CheckTally {
    var tally = CheckTally(skipped: files.skipped)
    tally.add(verdicts, unreadable: whole.unreadable)
    tally.add(basis.expiries)
    return tally
  }

  /// All of it, as one part.
  public var whole: CheckPart {
    var part = CheckPart()
    part.verdicts = verdicts
    part.syntaxErrors = files.syntaxErrors
    part.fileErrors = files.fileErrors
    part.sources = files.sources
    part.secrets = files.secrets
    return part
  }

  /// The requests that may be sent; empty unless the run was for a submission and every request was approved.
  public var approvedRequests: [ApprovedRequest] {
    let approved = verdicts.compactMap(\.approvedRequest)
    let isWhole = approved.count == verdicts.count && !files.isUnreadable
    return isWhole ? approved : []
  }
}
