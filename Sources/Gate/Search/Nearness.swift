import Requests

/// How near a suggested request is to the one that it is for.
public struct Nearness: Sendable, Hashable {
  /// Whether its nodes can do what those of the request do.
  public enum Nodes: Sendable, CaseIterable {
    /// For each type of the request there is one with its processors, memory and accelerators or better.
    case asGood
    /// Some have fewer processors, less memory or other accelerators.
    case other
  }

  /// Where it is.
  public enum Place: Sendable, CaseIterable {
    /// In the region of the request.
    case sameRegion
    /// In another region of its continent.
    case sameContinent
    /// On another continent, or where that is not known.
    case elsewhere

    init(_ region: String, from other: String) {
      if region == other {
        self = .sameRegion
      } else if let continent = Continent(region: region), continent == Continent(region: other) {
        self = .sameContinent
      } else {
        self = .elsewhere
      }
    }
  }

  /// Whether its nodes can do what those of the request do.
  public let nodes: Nodes
  /// Where it is.
  public let place: Place

  /// Every kind, the nearest first.
  public static let allCases = Nodes.allCases.flatMap { nodes in
    Place.allCases.map { Nearness(nodes: nodes, place: $0) }
  }
}
