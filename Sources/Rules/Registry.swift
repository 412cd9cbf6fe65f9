public import Findings
public import Requests

/// All rules. A new rule is added only here.
public struct Registry: Sendable {
  /// The rules that check requests, by code.
  static let rules: [any Rule.Type] = [
    NameCharacters.self, NameLength.self, NameEdgeHyphen.self, NameConsecutiveHyphens.self, LabelValue.self,
    DescriptionLength.self,
    RoleARNForm.self, RoleARNKind.self, RoleARNAccount.self, RoleARNRegion.self, RoleARNName.self,
    RoleARNPartition.self, RoleARNPartitionOfRegion.self, RoleARNServiceRole.self,
    ExternalIDCharacters.self, ExternalIDPlaceholder.self, ExternalIDLength.self, ExternalIDGuessable.self,
    ExternalIDInClear.self, ExternalIDVariable.self,
    RegionExists.self, RegionOptIn.self, RegionSupported.self, RegionPrices.self,
    InstanceTypeExists.self, InstanceTypeForm.self, InstanceTypeSpecification.self, InstanceTypeOffered.self,
    InstanceTypeOfferingKnown.self, InstanceTypeZones.self, InstanceTypeGeneration.self,
    InstanceTypeArchitectures.self, InstanceTypeMac.self, InstanceTypeBareMetal.self, InstanceTypeBurstable.self,
    InstanceTypeDuplicate.self, InstanceTypesGiven.self,
    WorkloadNodeOrder.self, WorkloadNodeRange.self, WorkloadLoad.self, LoadOfRequestedMode.self,
    LoadOfCostSavingsMode.self,
    InstanceTypePrice.self, InstanceTypePriceStatus.self, CatalogAge.self,
    CostSavingsCarried.self, InstanceTypesCarried.self, OverprovisioningStated.self,
    QuotaMinimum.self, QuotaSize.self, QuotaDefault.self, QuotaKnown.self,
  ]

  /// Every code with its documentation, including those of documents, sorted by code.
  public let entries: [RuleEntry]

  /// The rules and the codes of documents, and further codes.
  package init(adding others: [RuleEntry] = []) {
    entries = (DocumentRules.entries + Self.rules.map { RuleEntry($0) } + others).sorted { $0.code < $1.code }
  }

  /// The parts of a request on which findings of a code depend, of those that a search for cheaper requests varies.
  public static func dimensions(of code: RuleCode) -> RequestDimensions { dimensionsByCode[code] ?? .all }

  private static let dimensionsByCode: [RuleCode: RequestDimensions] = {
    // Findings about a document's form come before any rule, and stay as they are; but whether there is a price is not one.
    var dimensions = Dictionary(uniqueKeysWithValues: DocumentRules.entries.map { ($0.code, RequestDimensions()) })
    dimensions[.notPriced] = nil
    for rule in rules { dimensions[rule.code] = rule.dimensions }
    return dimensions
  }()

  /// The rule with the given code or name.
  public func entry(of codeOrName: String) -> RuleEntry? {
    let (code, name) = (codeOrName.uppercased(), codeOrName.lowercased())
    return entries.first { $0.code.description == code || $0.name == name }
  }
}

/// The description of a rule.
public struct RuleEntry: Sendable {
  /// The code.
  public let code: RuleCode
  /// The name.
  public let name: String
  /// The default severity.
  public let severity: Severity
  /// Whether it may be lowered, disabled or excused.
  public let isWaivable: Bool
  /// The documentation.
  public let documentation: RuleDocumentation
  /// The parameters that a configuration may set, with their defaults as text.
  public let parameters: [(name: String, default: String, summary: String)]

  init<Described: Rule>(_ rule: Described.Type) {
    code = rule.code
    name = rule.name
    severity = rule.severity
    isWaivable = rule.isWaivable
    documentation = rule.documentation
    let standard = rule.init()
    parameters = rule.parameters.map { ($0.name, $0.describe(standard), $0.summary) }
  }

  /// An entry for findings that come from elsewhere than a rule of this module.
  package init(code: RuleCode, name: String, severity: Severity = .error, documentation: RuleDocumentation) {
    self.code = code
    self.name = name
    self.severity = severity
    self.isWaivable = false
    self.documentation = documentation
    self.parameters = []
  }
}
