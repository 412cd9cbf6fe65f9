import Findings

/// The parts of a request that a search for cheaper requests varies.
public struct RequestDimensions: OptionSet, Sendable, Hashable {
  /// The bits of the parts.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `spec.region`.
  public static let region = RequestDimensions(rawValue: 1)
  /// `spec.instanceTypes`.
  public static let instanceTypes = RequestDimensions(rawValue: 2)
  /// `spec.costSavings`.
  public static let mode = RequestDimensions(rawValue: 4)
  /// `spec.workload.computeNodes`.
  public static let computeNodes = RequestDimensions(rawValue: 8)

  /// Every part.
  public static let all: RequestDimensions = [.region, .instanceTypes, .mode, .computeNodes]
}

/// Values for the parts of a request that a search for cheaper requests varies.
public struct RequestChange: Sendable, Hashable {
  /// The AWS region.
  public var region: String
  /// The instance types that the cluster may use.
  public var instanceTypes: [String]
  /// Whether cost-savings mode is asked for.
  public var costSavings: Bool
  /// The number of compute nodes that are always up in normal mode.
  public var minimumNodes: Int
  /// The greatest number of compute nodes in normal mode.
  public var maximumNodes: Int

  /// Creates values for every part.
  public init(region: String, instanceTypes: [String], costSavings: Bool, minimumNodes: Int, maximumNodes: Int) {
    self.region = region
    self.instanceTypes = instanceTypes
    self.costSavings = costSavings
    self.minimumNodes = minimumNodes
    self.maximumNodes = maximumNodes
  }

  /// The values that a request has.
  public init(_ request: ClusterRequest) {
    self.init(
      region: request.region, instanceTypes: request.instanceTypes, costSavings: request.costSavings,
      minimumNodes: request.workload.minimumNodes, maximumNodes: request.workload.maximumNodes)
  }
}

extension RequestDraft {
  /// The same request with other values, at the places of those that they replace. Numbers of nodes that are the default are
  /// left out as they were.
  public func applying(_ change: RequestChange) -> RequestDraft {
    var draft = self
    draft.region = region.map { $0.map { _ in change.region } }
    draft.costSavings = costSavings.map { $0.map { _ in change.costSavings } }
    let places = instanceTypes.map(\.place)
    draft.instanceTypes = change.instanceTypes.enumerated().map { index, type in
      Located(type, at: index < places.count ? places[index] : instanceTypesPlace)
    }
    let standard = Workload.standard
    let isStandard =
      minimumNodes == nil && maximumNodes == nil && change.minimumNodes == standard.minimumNodes
      && change.maximumNodes == standard.maximumNodes
    if !isStandard {
      draft.minimumNodes = Located(change.minimumNodes, at: minimumNodes?.place ?? place)
      draft.maximumNodes = Located(change.maximumNodes, at: maximumNodes?.place ?? place)
    }
    return draft
  }
}
