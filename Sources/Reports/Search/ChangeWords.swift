import Findings
import Gate
public import Requests

/// What a suggestion changes, in words.
public enum ChangeWords {
  /// Each change as a phrase: `in us-east-2`, `m7i.large instead of m5.large`, `cost-savings mode`, `0 to 4 nodes`.
  static func phrases(_ change: RequestChange, of request: ClusterRequest) -> [String] {
    let old = RequestChange(request)
    var phrases: [String] = []
    if change.region != old.region { phrases.append("in \(change.region)") }
    phrases += types(change.instanceTypes, old.instanceTypes)
    if change.costSavings != old.costSavings {
      phrases.append(change.costSavings ? "cost-savings mode" : "normal mode")
    }
    if change.minimumNodes != old.minimumNodes || change.maximumNodes != old.maximumNodes {
      phrases.append("\(change.minimumNodes) to \(counted(change.maximumNodes, "node"))")
    }
    return phrases
  }

  private static func types(_ new: [String], _ old: [String]) -> [String] {
    let added = new.filter { !old.contains($0) }
    let removed = old.filter { !new.contains($0) }
    func names(_ types: [String]) -> String { types.map { printable($0, limit: 80) }.joined(separator: ", ") }
    if added.isEmpty { return removed.isEmpty ? [] : ["without \(names(removed))"] }
    return removed.isEmpty ? ["with \(names(added))"] : ["\(names(added)) instead of \(names(removed))"]
  }

  /// The values as fields of a request, for people who write them by hand.
  public static func values(_ change: RequestChange) -> String {
    let types = change.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ")
    return
      "region: \(printable(change.region, limit: 40)), instanceTypes: [\(types)], costSavings: \(change.costSavings), workload: {computeNodes: {min: \(change.minimumNodes), max: \(change.maximumNodes)}}"
  }

  /// A kind of nearness as a heading.
  static func heading(_ nearness: Nearness, _ request: ClusterRequest) -> String {
    let region = printable(request.region, limit: 40)
    let place =
      switch nearness.place {
      case .sameRegion: "in \(region)"
      case .sameContinent: "in another region of the same continent"
      case .elsewhere: "on another continent"
      }
    return switch nearness.nodes {
    case .asGood: "Equivalent nodes, \(place)"
    case .other: "Other nodes, \(place)"
    }
  }
}
