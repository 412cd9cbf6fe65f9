public import Findings
public import Requests

extension Registry {
  /// The parts of a request on which the findings of a code depend, of those that a search for cheaper requests varies: two
  /// requests that differ in other parts alone both have such findings, or neither has. A code that is not listed here may
  /// depend on every part.
  public static func dimensions(of code: RuleCode) -> RequestDimensions { dimensionsByCode[code] ?? .all }

  private static let dimensionsByCode: [RuleCode: RequestDimensions] = {
    let readers: [(rules: [any Rule.Type], dimensions: RequestDimensions)] = [
      (
        [
          NameCharacters.self, NameLength.self, NameEdgeHyphen.self, NameConsecutiveHyphens.self, LabelValue.self,
          DescriptionLength.self, RoleARNForm.self, RoleARNKind.self, RoleARNAccount.self, RoleARNRegion.self,
          RoleARNName.self, RoleARNPartition.self, RoleARNServiceRole.self, ExternalIDCharacters.self,
          ExternalIDPlaceholder.self, ExternalIDLength.self, ExternalIDGuessable.self, ExternalIDInClear.self,
          ExternalIDVariable.self,
        ], []
      ),
      (
        [
          RoleARNPartitionOfRegion.self, RegionExists.self, RegionOptIn.self, RegionSupported.self, RegionPrices.self,
          CatalogAge.self,
        ], .region
      ),
      (
        [
          InstanceTypeExists.self, InstanceTypeForm.self, InstanceTypeSpecification.self,
          InstanceTypeArchitectures.self, InstanceTypeMac.self, InstanceTypeBareMetal.self, InstanceTypeBurstable.self,
          InstanceTypeDuplicate.self, InstanceTypesGiven.self, InstanceTypesCarried.self,
        ], .instanceTypes
      ),
      (
        [
          InstanceTypeOffered.self, InstanceTypeOfferingKnown.self, InstanceTypeGeneration.self,
          InstanceTypePrice.self, InstanceTypePriceStatus.self,
        ], [.region, .instanceTypes]
      ),
      ([WorkloadNodeOrder.self, WorkloadNodeRange.self, WorkloadLoad.self], .computeNodes),
      ([CostSavingsCarried.self], .mode),
      ([LoadOfRequestedMode.self, LoadOfCostSavingsMode.self], [.mode, .computeNodes]),
    ]
    // Findings about a document's form come before any rule, and stay as they are; but whether there is a price is not one.
    var dimensions = Dictionary(
      uniqueKeysWithValues: DocumentRules.entries.map { ($0.code, RequestDimensions()) })
    dimensions[.notPriced] = nil
    for reader in readers {
      for rule in reader.rules { dimensions[rule.code] = reader.dimensions }
    }
    return dimensions
  }()
}
