import Money
import Requests

/// The numbers of compute nodes that a search tries: at least, and at most.
struct NodeCounts: Sendable, Hashable {
  let minimum: Int
  let maximum: Int

  /// The greatest number of minima and of maxima of which all are tried.
  private static let (minimaLimit, maximaLimit) = (8, 64)

  /// Those around a workload: every minimum up to its own with every maximum up to its own, or up to the first that carries
  /// the load, if its own does not. Of large numbers, as many are tried at equal distances.
  static func around(_ workload: Workload) -> [NodeCounts] {
    // A cluster without nodes has no load, and any node would have one.
    if workload.maximumNodes == 0 { return [NodeCounts(minimum: workload.minimumNodes, maximum: 0)] }
    let carrying = Int(workload.load.expected.double) + 1
    let greatest = max(workload.maximumNodes, min(carrying, Workload.nodeRange.upperBound))
    let minima = spread(0...workload.minimumNodes, minimaLimit)
    let maxima = spread(1...greatest, maximaLimit)
    let own = NodeCounts(minimum: workload.minimumNodes, maximum: workload.maximumNodes)
    var counts = [own]
    for maximum in Set(maxima + [own.maximum]).sorted() {
      for minimum in minima where minimum <= maximum {
        let one = NodeCounts(minimum: minimum, maximum: maximum)
        if one != own { counts.append(one) }
      }
    }
    return counts
  }

  private static func spread(_ range: ClosedRange<Int>, _ limit: Int) -> [Int] {
    guard range.count > limit else { return Array(range) }
    let width = range.upperBound - range.lowerBound
    return (0..<limit).map { range.lowerBound + width * $0 / (limit - 1) }
  }
}
