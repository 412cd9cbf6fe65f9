/// A limit of EC2 on how many vCPUs an account may run at a time in a region, for a group of instance types.
///
/// Source: "Amazon EC2 instance type quotas" in the user guide of EC2.
public struct Quota: Sendable, Hashable {
  /// How instances are bought.
  public enum Purchase: String, Sendable, CaseIterable {
    /// On demand.
    case onDemand = "on-demand"
    /// As spot capacity.
    case spot
  }

  /// The code by which Service Quotas knows it: `L-1216C47A`.
  public let code: String
  /// What Service Quotas calls it.
  public let name: String
  /// How the instances are bought that it limits.
  public let purchase: Purchase
  /// How many vCPUs a new account may run.
  public let defaultVCPUs: Int
  /// The series of the types that it limits: `g` and `vt`. A generation may stand with it: `p5`.
  public let series: [String]

  /// Creates a quota.
  package init(code: String, name: String, purchase: Purchase, defaultVCPUs: Int, series: [String]) {
    self.code = code
    self.name = name
    self.purchase = purchase
    self.defaultVCPUs = defaultVCPUs
    self.series = series
  }
}
