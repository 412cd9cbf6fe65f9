public import Catalog
public import Money
public import Requests

/// The compute nodes of a cluster and how they are bought.
public struct ComputeSupply: Sendable {
  /// The region of the nodes.
  public let region: String
  /// The instance types that the nodes may have.
  public let instanceTypes: [String]
  /// How the nodes are bought.
  public let purchase: ComputePurchase
  /// Hourly prices in addition to the catalog; nil if none are given.
  public let prices: GivenPrices?

  /// Creates a supply; the default is on demand at the catalog's prices.
  public init(
    region: String, instanceTypes: [String], purchase: ComputePurchase = .onDemand, prices: GivenPrices? = nil
  ) {
    self.region = region
    self.instanceTypes = instanceTypes
    self.purchase = purchase
    self.prices = prices
  }

  /// Creates the supply that a request asks for.
  public init(_ request: ClusterRequest) { self.init(region: request.region, instanceTypes: request.instanceTypes) }
}

/// How compute nodes are bought. Management nodes are always on demand.
public enum ComputePurchase: Sendable, Equatable {
  /// Paid while they are up, at the catalog's prices, or at the given ones if the catalog has none.
  case onDemand
  /// Spare capacity that AWS may take back at any time, at the given prices, or the catalog's.
  case spot
  /// Some nodes are committed to for years, at the given prices or the catalog's, and whether used or not; the others are on
  /// demand at the catalog's prices.
  case commitment(CommitmentTerms, nodes: Int)
}

/// Prices of instance types that are not in the catalog.
public struct GivenPrices: Sendable, Equatable {
  /// US dollars an hour, by instance type.
  public let hourly: [String: Money]
  /// The source of the prices.
  public let source: String
  /// The day or month that the prices are from.
  public let asOf: String

  /// Creates prices with their provenance.
  public init(hourly: [String: Money], source: String, asOf: String) {
    self.hourly = hourly
    self.source = source
    self.asOf = asOf
  }
}
