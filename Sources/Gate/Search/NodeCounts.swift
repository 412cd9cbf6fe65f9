import Money
import Requests

/// The numbers of compute nodes that a search tries: at least, and at most.
struct NodeCounts: Sendable, Hashable {
  let minimum: Int
  let maximum: Int

  /// The greatest number of minima and of maxima of which all are tried.
  private static let (mostMinima, mostMaxima) = (8, 64)

  /// Those around a workload: every minimum up to its own with every maximum up to its own, or up to the first that carries
  /// the load, if its own does not. Of large numbers, as many are tried at equal distances.
  static func around(_ workload: Workload) -> [NodeCounts] {
    let carrying = Int(workload.load.expected.double) + 1
    let greatest = max(workload.maximumNodes, min(carrying, Workload.nodeRange.upperBound))
    let minima = spread(0...workload.minimumNodes, mostMinima)
    let maxima = spread(min(1, greatest)...greatest, mostMaxima)
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

  private static func spread(_ range: ClosedRange<Int>, _ most: Int) -> [Int] {
    guard range.count > most else { return Array(range) }
    let width = range.upperBound - range.lowerBound
    return (0...most).map { range.lowerBound + width * $0 / most }
  }
}
