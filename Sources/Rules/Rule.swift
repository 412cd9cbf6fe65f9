public import Catalog
public import Findings
public import Platform
public import Requests

/// A built-in check of requests.
public protocol Rule: Sendable {
  /// Its stable code. A code is never used again for something else.
  static var code: RuleCode { get }
  /// Its name in kebab case, which a configuration may use instead of the code.
  static var name: String { get }
  /// The severity of its findings unless the configuration says otherwise.
  static var severity: Severity { get }
  /// Whether a configuration may lower or switch it off, and an exception excuse it.
  static var isWaivable: Bool { get }
  /// What it is for, for people.
  static var documentation: RuleDocumentation { get }
  /// What a configuration may set.
  static var parameters: [RuleParameter<Self>] { get }

  /// The rule with default parameters.
  init()

  /// What the rule finds in a request.
  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding]
}

extension Rule {
  /// Most rules may be waived.
  public static var isWaivable: Bool { true }
  /// Most rules have none.
  public static var parameters: [RuleParameter<Self>] { [] }
}

/// What rules may know beside the request.
public struct RuleContext: Sendable {
  /// The regions, instance types and prices.
  public let catalog: Catalog
  /// Today, as far as the check is concerned.
  public let asOf: CalendarDate
  /// The parts of the role's ARN, nil unless it has the form of one: what every rule about the role looks at.
  var roleARN: RoleARN?
  /// The requested instance types with what the catalog knows of them.
  var requestedTypes: [RequestedType] = []

  /// A context with the given catalog and day.
  public init(catalog: Catalog, asOf: CalendarDate) {
    self.catalog = catalog
    self.asOf = asOf
  }
}

/// A rule's documentation, under the headings that `tollgate explain` prints.
public struct RuleDocumentation: Sendable {
  /// What it checks.
  public let checks: String
  /// Why it matters.
  public let why: String
  /// A part of a request that the rule complains about, in YAML.
  public let example: String
  /// The same part as it should be.
  public let fixed: String
  /// How to fix it.
  public let fix: String

  init(checks: String, why: String, example: String, fixed: String, fix: String) {
    self.checks = checks
    self.why = why
    self.example = example
    self.fixed = fixed
    self.fix = fix
  }
}

extension Finding {
  /// A finding of a rule.
  init(
    _ rule: (some Rule).Type, _ message: String, at place: Place, help: [String] = [], notes: [String] = []
  ) {
    self.init(
      code: rule.code, severity: rule.severity, message: message, place: place, help: help, notes: notes)
  }
}
