public import Money
public import Requests

/// Which compute nodes a cluster has, and how they are bought.
public struct ComputeSupply: Sendable {
  /// Where they are.
  public let region: String
  /// The instance types that they may be of.
  public let instanceTypes: [String]
  /// How they are bought.
  public let purchase: ComputePurchase
  /// Prices of an hour beside the catalog; nil where none are given.
  public let prices: GivenPrices?

  /// Compute nodes, on demand at the catalog's prices unless said otherwise.
  public init(
    region: String, instanceTypes: [String], purchase: ComputePurchase = .onDemand, prices: GivenPrices? = nil
  ) {
    self.region = region
    self.instanceTypes = instanceTypes
    self.purchase = purchase
    self.prices = prices
  }

  /// What a request asks for.
  public init(_ request: ClusterRequest) { self.init(region: request.region, instanceTypes: request.instanceTypes) }
}

/// How compute nodes are bought. Management nodes are on demand in any case.
public enum ComputePurchase: Sendable, Equatable {
  /// While they are up, at the catalog's prices; those that are given count where it has none.
  case onDemand
  /// As spare capacity that AWS takes back when it likes, at the given prices.
  case spot
  /// Some of them for years in advance, at the given prices and whether they are used or not; the others on demand, at
  /// the catalog's prices.
  case commitment(years: Int, nodes: Int)
}

/// Prices of instance types that the catalog does not have.
public struct GivenPrices: Sendable, Equatable {
  /// US dollars an hour, by instance type.
  public let hourly: [String: Money]
  /// Where they come from.
  public let source: String
  /// The day or month from which they are.
  public let asOf: String

  /// Prices with their provenance.
  public init(hourly: [String: Money], source: String, asOf: String) {
    self.hourly = hourly
    self.source = source
    self.asOf = asOf
  }
}
