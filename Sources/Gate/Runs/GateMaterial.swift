public import Rules
public import Requests
import Documents
public import Catalog
public import Costs
import Findings
import Money
import Platform
public import Policies

/// What gates are made of: the configuration, and the catalog and cost profile that it or an option names.
public struct GateMaterial: Sendable {
  /// The configuration.
  public let configuration: Configuration
  /// How requests are put to the control plane.
  public let contract: RequestContract
  /// The catalog, with the regions that were asked for.
  public let catalog: Catalog
  /// The cost profile.
  public let costProfile: CostProfile
  /// What the configuration says of the quotas of AWS accounts.
  public let accounts: AccountQuotas
  /// What the configuration's policy folders hold.
  private let documents: PolicyDocuments

  /// Loads everything for requests of some regions.
  /// - Throws: `GateError` for what cannot be used.
  public init(_ options: CheckRun.Options, regions: Set<String>) throws(GateError) {
    try self.init(options, try Configuration(option: options.configuration), regions: .only(regions))
  }

  /// - Parameter accounts: The accounts whose quotas are needed; nil for all that the configuration names.
  init(
    _ options: CheckRun.Options, _ configuration: Configuration, regions: RegionSelection, accounts: Set<String>? = nil
  ) throws(GateError) {
    let directory = try CatalogLocation.find(option: options.catalog, configuration: configuration)
    let profile = options.costProfile ?? configuration.costProfile ?? Self.costProfile(in: directory)
    try self.init(
      configuration, contract: options.contract, costProfile: profile, including: options.costOptions,
      accounts: accounts
    ) { () throws(CatalogError) in
      try options.loader.catalog(in: directory, regions: regions)
    }
  }

  init(
    _ configuration: Configuration, contract: ContractOverrides = ContractOverrides(), costProfile: String,
    including options: CostOptions = CostOptions(), accounts: Set<String>? = nil,
    _ catalog: () throws(CatalogError) -> Catalog
  ) throws(GateError) {
    self.configuration = configuration
    documents = PolicyDocuments(paths: configuration.policies)
    do throws(CatalogError) { self.catalog = try catalog() } catch { throw configuration.placed(.catalog(error)) }
    self.accounts = try configuration.accountQuotas(self.catalog, of: accounts)
    self.contract = try contract.applied(to: configuration.contract)
    let profile: CostProfile
    do throws(GateError) { profile = try Self.costProfile(costProfile, self.catalog) } catch {
      throw configuration.placed(error)
    }
    self.costProfile = try configuration.including(options, in: profile).serving(self.contract.generation)
  }

  /// What is to be said once of the prices of a run: a catalog that is old, an exchange rate of the future.
  func pricingWarnings(asOf day: CalendarDate) -> [String] {
    let age = configuration.rules.staleness(of: catalog, asOf: day).map { "\($0): install a current catalog (TG512)" }
    return [age, rateWarning(asOf: day)].compactMap(\.self)
  }

  /// What is to be said of an exchange rate of the future; nil for any other, or none.
  func rateWarning(asOf day: CalendarDate) -> String? {
    guard let rate = costProfile.exchangeRate, day.days(since: rate.date) < 0 else { return nil }
    return "the exchange rate of the cost profile is of \(rate.date), after the day of the check, \(day)"
  }

  /// The cost profile that a catalog brings.
  static func costProfile(in directory: String) -> String { directory + "/cost-profile.yaml" }

  /// The currency of bills.
  var currency: Currency { costProfile.exchangeRate?.currency ?? .usd }

  /// The policies of files and folders, by default those of the configuration; nil where there are none.
  /// - Throws: `GateError` for what cannot be read, and for policies with an error.
  public func policies(_ paths: [String]? = nil) throws(GateError) -> PolicySet? {
    guard !(paths ?? configuration.policies).isEmpty else { return nil }
    let documents = paths.map { PolicyDocuments(paths: $0) } ?? documents
    if let error = documents.fileErrors.first { throw configuration.placed(.file(error)) }
    try configuration.checkPolicies(documents.sources, at: paths ?? configuration.policies)
    let policies = PolicySet(documents, catalog: catalog, accounts: accounts)
    guard policies.count > 0 || !documents.budgets.isEmpty || !policies.findings.isEmpty else {
      throw .noPolicies(paths: paths ?? configuration.policies)
    }
    let findings = policies.findings + Gate.refusedExceptions(policies) + policies.budgets(notIn: currency)
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw .policies(findings: findings.sorted(by: Finding.isOrderedBefore), sources: documents.sources)
    }
    return policies
  }

  /// The policies of the configuration and those beside it.
  /// - Throws: `GateError` as `policies` does, also for exceptions beside the configuration, which count from its folders
  ///   only.
  func policies(beside paths: [String]) throws(GateError) -> PolicySet? {
    guard !paths.isEmpty else { return try policies() }
    let others = PolicyDocuments(paths: paths)
    if let error = others.fileErrors.first { throw .file(error) }
    guard !others.sources.isEmpty else { throw .noPolicies(paths: paths) }
    guard others.exceptions.isEmpty else {
      let findings = others.exceptions.map { exception in
        Finding(
          code: .exceptionRefused, severity: .error,
          message:
            "the exception `\(printable(exception.name.value, limit: 80))` is not in the configuration's folders",
          place: exception.name.place, help: ["name its folder in the configuration's `policies`, or remove it"])
      }
      throw .policies(findings: findings, sources: others.sources)
    }
    return try policies(configuration.policies + paths)
  }

  /// The files of the configuration's policies.
  var policySources: [SourceFile] { documents.sources }

  /// A gate with some policies.
  public func gate(_ policies: PolicySet?, _ options: CheckRun.Options) -> Gate {
    gate(policies, controls: options.controls, user: options.user, asOf: options.asOf)
  }

  func gate(
    _ policies: PolicySet?, controls: GateControls = GateControls(), user: String, asOf: CalendarDate
  ) -> Gate {
    Gate(
      catalog: catalog, costProfile: costProfile, rules: configuration.rules, policies: policies,
      workloads: configuration.workloads, contract: contract, accounts: accounts, controls: controls, user: user,
      asOf: asOf)
  }

  private static func costProfile(_ path: String, _ catalog: Catalog) throws(GateError) -> CostProfile {
    let source: SourceFile
    do { source = try SourceFile(reading: path) } catch { throw .file(error) }
    do { return try CostProfile(source).checked(against: catalog) } catch { throw .costProfile(error) }
  }
}
