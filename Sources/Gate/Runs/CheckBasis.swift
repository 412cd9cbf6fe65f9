public import Catalog
public import Costs
public import Findings
public import Platform
public import Policies
public import Requests

/// What the verdicts of a run rest on.
public struct CheckBasis: Sendable {
  /// Which files a run reads.
  public enum Scope: Sendable {
    /// All that its paths name.
    case all
    /// Those that changed since a revision of git.
    case changes(since: String)
    /// All of them, since a file or folder that decides changed since the revision too.
    case everything(since: String, because: String)
  }

  /// Which files were read.
  public internal(set) var scope = Scope.all
  /// The configuration.
  public let configuration: Configuration
  /// The cost profile.
  public let costProfile: CostProfile
  /// The catalog, with the regions of the requests.
  public let catalog: Catalog
  /// The organisation's policies; nil if the configuration names no folder of them.
  public let policies: PolicySet?
  /// What is to be said of exceptions and budgets: those whose time is over, or nearly.
  public private(set) var expiries: [Finding]
  /// The baseline; nil if none was named, or a new one is made.
  public let baseline: Baseline?
  /// What budgets have left, and what the requests ask of them; empty where none is valid.
  public internal(set) var budgets: [BudgetStatus] = []
  /// What the changes since a revision cost; nil unless somebody asked for it.
  public var change: CostChange?
  /// The generation of the control plane's contract.
  public let generation: Generation
  /// The day of the check.
  public let asOf: CalendarDate
  /// What is to be said once of the prices of a run.
  public let pricingWarnings: [String]
  /// What of this no finding says.
  public let rateWarning: String?

  /// Whether findings of some rules or policies were left out, so that an approval says less.
  public let isPartial: Bool
  /// Whether SARIF has what is excused, as suppressed.
  public let showsSuppressions: Bool
  /// Whether exceptions counted.
  public let obeysExceptions: Bool

  init(
    _ material: GateMaterial, _ policies: PolicySet?, _ controls: GateControls, _ baseline: Baseline? = nil,
    asOf: CalendarDate
  ) {
    self.baseline = baseline
    showsSuppressions = controls.showsSuppressions
    isPartial = !controls.selection.isEverything
    obeysExceptions = controls.obeysExceptions
    configuration = material.configuration
    costProfile = material.costProfile
    generation = material.contract.generation
    catalog = material.catalog
    self.policies = policies
    expiries = policies?.expiries(asOf: asOf, obeysExceptions: controls.obeysExceptions) ?? []
    self.asOf = asOf
    pricingWarnings = material.pricingWarnings(asOf: asOf)
    rateWarning = material.rateWarning(asOf: asOf)
  }

  /// The same with those expiries alone that deny.
  public var denials: CheckBasis {
    var basis = self
    basis.expiries = expiries.filter(\.denies)
    return basis
  }
}
