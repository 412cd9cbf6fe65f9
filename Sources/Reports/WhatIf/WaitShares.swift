import Simulation
import WhatIf

/// The points of a distribution of waiting times that reports show: the jobs in a thousand that wait at most so long.
enum WaitShares {
  /// Evenly up to 95 of 100, then closer, since the tail is what people complain about.
  static let perMille = Array(stride(from: 0, through: 950, by: 50)) + [960, 970, 980] + Array(990...999)
  /// Those that tables show.
  static let shown = [500, 750, 900, 950, 990, 999]
  /// Those that charts mark.
  static let marked = [500, 950, 990]

  /// The place of one of them.
  static func index(of share: Int) -> Int { perMille.firstIndex(of: share) ?? 0 }

  /// The waiting times, in seconds; nil where the load cannot be carried.
  static func seconds(_ outcome: ModeOutcome) -> [Double]? {
    outcome.isSaturated ? nil : outcome.simulated.histogram.quantiles(perMille.map { Double($0) / 1_000 })
  }
}
