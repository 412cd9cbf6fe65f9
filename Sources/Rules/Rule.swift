public import Catalog
public import Costs
public import Findings
public import Platform
public import Requests

/// A built-in check of requests.
public protocol Rule: Sendable {
  /// The stable code. A code is never reused for another rule.
  static var code: RuleCode { get }
  /// The name in kebab case, which a configuration may use instead of the code.
  static var name: String { get }
  /// The parts of a request on which its findings depend, of those that a search for cheaper requests varies: two requests that differ in
  /// other parts alone both have such findings, or neither has.
  static var dimensions: RequestDimensions { get }
  /// The severity of its findings unless the configuration says otherwise.
  static var severity: Severity { get }
  /// Whether a configuration may lower or disable it, and an exception may excuse its findings.
  static var isWaivable: Bool { get }
  /// The documentation for people.
  static var documentation: RuleDocumentation { get }
  /// The parameters that a configuration may set.
  static var parameters: [RuleParameter<Self>] { get }

  /// Creates the rule with default parameters.
  init()

  /// The findings of the rule in a request.
  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding]
}

extension Rule {
  /// A rule that does not say may depend on every part.
  public static var dimensions: RequestDimensions { .all }
  /// Most rules may be waived.
  public static var isWaivable: Bool { true }
  /// Most rules have no parameters.
  public static var parameters: [RuleParameter<Self>] { [] }
}

/// The data available to rules besides the request.
public struct RuleContext: Sendable {
  /// The regions, instance types and prices.
  public let catalog: Catalog
  /// The date of the check.
  public let asOf: CalendarDate
  /// The workloads that the organisation fixes.
  let workloads: FixedWorkloads
  /// How requests are put to the control plane.
  let contract: RequestContract
  /// The quotas of AWS accounts.
  let accounts: AccountQuotas
  /// The bills of both modes; nil for a request that is not complete or cannot be priced.
  let comparison: Comparison?
  /// Whether its nodes fit into the quotas of its account, used by every rule about quotas; nil if it is not to be asked.
  var quotaFit: QuotaFit?
  /// The parts of the role's ARN, used by every rule about the role; nil if the text does not have the form of an ARN.
  var roleARN: RoleARN?
  /// The requested instance types with their catalog data.
  var requestedTypes: [RequestedType] = []

  /// Whether only the codes of findings matter, so that nothing need be looked up for what they advise.
  public var isBrief = false

  /// Creates a context with the given catalog, date, fixed workloads, contract and quotas, and the bills of the request.
  public init(
    catalog: Catalog, asOf: CalendarDate, workloads: FixedWorkloads = .none,
    contract: RequestContract = RequestContract(), accounts: AccountQuotas = .none, comparison: Comparison? = nil
  ) {
    self.catalog = catalog
    self.contract = contract
    self.workloads = workloads
    self.asOf = asOf
    self.accounts = accounts
    self.comparison = comparison
  }
}

/// The documentation of a rule, under the headings that `tollgate explain` prints.
public struct RuleDocumentation: Sendable {
  /// What the rule checks.
  public let checks: String
  /// Why it matters.
  public let why: String
  /// A part of a request that violates the rule, in YAML.
  public let example: String
  /// The corrected part.
  public let fixed: String
  /// How to fix it.
  public let fix: String

  /// The documentation under its headings.
  package init(checks: String, why: String, example: String, fixed: String, fix: String) {
    self.checks = checks
    self.why = why
    self.example = example
    self.fixed = fixed
    self.fix = fix
  }
}

extension Finding {
  /// Creates a finding of a rule.
  init(
    _ rule: (some Rule).Type, _ message: String, at place: Place, help: [String] = [], notes: [String] = []
  ) {
    self.init(
      code: rule.code, severity: rule.severity, message: message, place: place, help: help, notes: notes)
  }
}
