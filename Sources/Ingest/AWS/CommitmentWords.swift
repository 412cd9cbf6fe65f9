import Catalog

/// How AWS writes what is paid in advance, and for how long.
enum CommitmentWords {
  static let payments: [String: CommitmentPrice.Payment] = [
    "No Upfront": .noUpfront, "Partial Upfront": .partialUpfront, "All Upfront": .allUpfront,
  ]
  static let years = ["1yr": 1, "3yr": 3]
  static let families: [String: CommitmentPrice.Plan] = [
    "ComputeSavingsPlans": .computeSavingsPlan, "EC2InstanceSavingsPlans": .instanceSavingsPlan,
  ]
  static let classes: [String: CommitmentPrice.Plan] = [
    "standard": .reservedStandard, "convertible": .reservedConvertible,
  ]
}
