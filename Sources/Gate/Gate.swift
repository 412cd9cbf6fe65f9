import Catalog
import Costs
import Documents
import Requests
import Rules

/// Weighs and prices requests and says which may pass.
///
/// Everything slow happens when a gate is made. Evaluating a request is a pure function without input or output, so
/// that one gate serves a terminal, a batch over every core and a test alike.
public struct Gate: Sendable {
  /// The catalog that requests are checked against.
  public let catalog: Catalog
  /// The day of the check.
  public let asOf: CalendarDate

  private let rules: RuleSet
  private let estimator: Estimator
  private let isEnforcing: Bool

  /// A gate with the given rules, prices and day.
  public init(catalog: Catalog, costProfile: CostProfile, rules: RuleSet = .standard, asOf: CalendarDate) {
    self.catalog = catalog
    self.asOf = asOf
    self.rules = rules
    self.estimator = Estimator(profile: costProfile, catalog: catalog)
    self.isEnforcing = false
  }

  private init(enforcing gate: Gate) {
    catalog = gate.catalog
    asOf = gate.asOf
    rules = gate.rules.enforced
    estimator = gate.estimator
    isEnforcing = true
  }

  /// The gate before the control plane: the same, but it obeys no lowered severity. Only its verdicts hold an
  /// `ApprovedRequest`.
  public var enforcing: Gate { Gate(enforcing: self) }

  /// A gate over a catalog's folder with the cost profile that lies in it, every region loaded.
  /// - Throws: `CatalogError`, `FileError` or `CostProfileError` for what cannot be used.
  public init(catalogDirectory: String, asOf: CalendarDate) throws {
    let catalog = try Catalog(directory: catalogDirectory)
    let profile = try CostProfile(SourceFile(reading: catalogDirectory + "/cost-profile.yaml"))
    self.init(catalog: catalog, costProfile: profile, asOf: asOf)
  }

  /// Checks and prices one request, whole or not.
  public func evaluate(_ draft: RequestDraft) -> Verdict {
    var findings = rules.check(draft, in: RuleContext(catalog: catalog, asOf: asOf))
    var comparison: Comparison?
    let request = draft.complete
    if let request {
      do {
        comparison = try estimator.comparison(of: request)
      } catch {
        findings.append(.notPriced("\(error)", at: draft.place))
      }
    }
    return Verdict(
      draft: draft, request: request, findings: findings, comparison: comparison, isEnforced: isEnforcing)
  }

  /// Checks and prices every request of a file.
  /// - Throws: `FileError` when the file cannot be read, `UnreadableDocuments` when a part of it is not YAML or JSON.
  public func verdicts(onFile path: String) throws -> [Verdict] {
    let file = DocumentReader.read(try SourceFile(reading: path))
    guard file.errors.isEmpty else { throw UnreadableDocuments(findings: file.errors) }
    return RequestReader.read(file, skippingOthers: false).drafts.map(evaluate)
  }
}

/// The parts of a file that could not be read.
public struct UnreadableDocuments: Error, Sendable {
  /// What is wrong, and where.
  public let findings: [Finding]
}

extension Finding {
  fileprivate static func notPriced(_ reason: String, at place: Place) -> Finding {
    Finding(
      code: .notPriced, severity: .error, message: "the request cannot be priced: \(reason)", place: place,
      help: ["look for a quantity or a price beyond reason in the cost profile"])
  }
}
