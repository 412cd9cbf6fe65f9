/// The number of jobs by waiting time, in bins whose width grows with the time: 256 bins per doubling.
///
/// A quantile always falls in the right bin, so it is at most 1/256 (0.4 %) off. No individual time is stored or
/// sorted. Times below a microsecond count as 0, times above 2^36 seconds (2,000 years) as 2^36.
public struct WaitHistogram: Sendable, Equatable {
  private static let bits = 8
  private static let lowestExponent = -20
  private static let shift = UInt64(52 - bits)
  private static let base = (1023 + lowestExponent) << bits
  private static let classes = (36 - lowestExponent) << bits

  private var counts: [UInt32]
  /// The number of jobs.
  public private(set) var total = 0
  /// The number of jobs that did not wait.
  public var unhindered: Int { Int(counts[0]) }

  init() { counts = Array(repeating: 0, count: WaitHistogram.classes) }

  /// Counts one job.
  @inline(__always)
  mutating func add(_ wait: Double) {
    total &+= 1
    // The exponent and the leading bits of the fraction give the bin; zero and negative numbers go to the first.
    let place = Int(Int64(bitPattern: wait.bitPattern) >> Int64(WaitHistogram.shift)) &- WaitHistogram.base
    let index = place < 0 ? 0 : place < WaitHistogram.classes ? place : WaitHistogram.classes &- 1
    counts[index] &+= 1
  }

  /// Adds the jobs of another run.
  public mutating func merge(_ other: WaitHistogram) {
    total += other.total
    for index in counts.indices where other.counts[index] > 0 {
      counts[index] = counts[index].addingReportingOverflow(other.counts[index]).partialValue
    }
  }

  /// The wait that a share of the jobs, from 0 to 1, does not exceed; 0 without jobs.
  public func quantile(_ share: Double) -> Double { quantiles([share])[0] }

  /// Several quantiles, for ascending shares.
  public func quantiles(_ shares: [Double]) -> [Double] {
    guard total > 0 else { return shares.map { _ in 0 } }
    var results: [Double] = []
    var index = 0
    var before = 0
    for share in shares {
      // A NaN share counts as 0.
      let rank = max(share > 0 ? Int((min(share, 1) * Double(total)).rounded(.up)) : 0, 1)
      while before + Int(counts[index]) < rank {
        before += Int(counts[index])
        index += 1
      }
      guard index > 0 else {
        results.append(0)
        continue
      }
      let part = (Double(rank - before) - 0.5) / Double(counts[index])
      let lower = WaitHistogram.lowerBound(index)
      results.append(lower + (WaitHistogram.lowerBound(index + 1) - lower) * part)
    }
    return results
  }

  /// The share of jobs that waited at most `seconds`. It gives the points of a distribution curve; differences give the
  /// bars of a chart.
  public func share(within seconds: Double) -> Double {
    guard total > 0, seconds >= 0 else { return 0 }
    var sum = 0
    for index in counts.indices {
      let upper = WaitHistogram.lowerBound(index + 1)
      if index > 0, upper > seconds {
        let lower = WaitHistogram.lowerBound(index)
        if lower >= seconds { break }
        return (Double(sum) + Double(counts[index]) * (seconds - lower) / (upper - lower)) / Double(total)
      }
      sum += Int(counts[index])
    }
    return Double(sum) / Double(total)
  }

  private static func lowerBound(_ index: Int) -> Double {
    index == 0 ? 0 : Double(bitPattern: UInt64(index + base) << shift)
  }
}
