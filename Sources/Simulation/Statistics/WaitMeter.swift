/// Collects the waiting times of a run, in the order in which its jobs start or end.
struct WaitMeter {
  private var histogram = WaitHistogram()
  private var sum = 0.0
  private var longest = 0.0
  /// The sum at the end of each quarter of the jobs, used to detect growing waiting times.
  private var sums: [Double] = []
  private var boundary: Int
  private let expected: Int

  init(expected: Int) {
    self.expected = expected
    boundary = max(expected / 4, 1)
  }

  @inline(__always)
  mutating func add(_ wait: Double) {
    histogram.add(wait)
    sum += wait
    if wait > longest { longest = wait }
    if histogram.total == boundary { endQuarter() }
  }

  @inline(never)
  private mutating func endQuarter() {
    sums.append(sum)
    boundary = sums.count == 3 ? expected : expected * (sums.count + 1) / 4
  }

  var count: Int { histogram.total }

  var distribution: WaitHistogram { histogram }

  var summary: WaitSummary {
    let quantiles = histogram.quantiles([0.5, 0.95, 0.99])
    return WaitSummary(
      mean: count > 0 ? sum / Double(count) : 0, median: min(quantiles[0], longest), p95: min(quantiles[1], longest),
      p99: min(quantiles[2], longest), longest: longest)
  }

  /// The mean wait of the last quarter if the wait grew from each quarter to the next; nil otherwise.
  var growth: Double? {
    guard expected >= 100, sums.count == 4 else { return nil }
    let parts = [sums[0], sums[1] - sums[0], sums[2] - sums[1], sums[3] - sums[2]]
    guard zip(parts, parts.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    return parts[3] / (Double(expected) / 4)
  }
}
