import Glibc

/// How run times that differ lengthen the wait for servers that are always on.
enum ServerVariability {
  /// The mean wait of M/G/c divided by that of M/M/c with the same load: (1 - ρ) c γ + ρ (1 + v) / 2.
  ///
  /// γ is the mean of the least of c remaining run times, in mean run times: how long a job waits that finds all servers busy
  /// and no queue. With more servers it matters less that a few jobs are long; in heavy traffic it matters as with one. Exact
  /// for one server and for exponential run times (Tijms, "A First Course in Stochastic Models", 2003, section 9.6).
  /// - Parameters:
  ///   - variation: the squared coefficient of variation of run times, v.
  ///   - utilization: the load of each server, ρ.
  static func waitRatio(servers: Int, variation: Double, utilization: Double) -> Double {
    (1 - utilization) * lightTraffic(servers, variation) + utilization * (1 + variation) / 2
  }

  /// The ratio where hardly any job waits: c γ.
  private static func lightTraffic(_ servers: Int, _ variation: Double) -> Double {
    let count = Double(servers)
    // Of constant run times each remaining one is uniform; between these and exponential ones Tijms interpolates.
    guard variation > 1 else { return variation + (1 - variation) * count / (count + 1) }
    // Two kinds of exponential jobs with half of the work each: so each remaining time is of either kind with one half.
    let rareness = ((variation - 1) / (variation + 1)).squareRoot()
    let (short, long) = (1 / (1 + rareness), 1 / (1 - rareness))
    // The number of short jobs is binomial; far from its mean it never is.
    let spread = 6 * count.squareRoot() + 1
    let (first, last) = (Int(max(0, count / 2 - spread)), Int(min(count, count / 2 + spread)))
    var sum = 0.0
    for number in first...last {
      let shorts = Double(number)
      let weight = exp(lgamma(count + 1) - lgamma(shorts + 1) - lgamma(count - shorts + 1) - count * log(2))
      sum += weight / (shorts / short + (count - shorts) / long)
    }
    return count * sum
  }
}
