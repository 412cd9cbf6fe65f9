import Glibc

/// An axis of a chart: which numbers it shows, and what stands beside it.
struct Axis {
  /// How the axis is divided.
  enum Scale {
    /// Evenly.
    case linear
    /// By powers of ten.
    case logarithmic
  }

  /// What it measures.
  let label: String
  let scale: Scale
  let low: Double
  let high: Double
  /// The numbers that are marked, and their texts.
  let ticks: [(value: Double, text: String)]

  private init(
    _ label: String, _ scale: Scale, _ low: Double, _ high: Double, _ ticks: [(value: Double, text: String)]
  ) {
    (self.label, self.scale, self.low, self.high) = (label, scale, low, high)
    self.ticks = ticks.filter { $0.value >= low * (1 - 1e-9) && $0.value <= high * (1 + 1e-9) }
  }

  /// How far along the axis a number is, from 0 to 1; numbers beyond the ends are at them.
  func share(_ value: Double) -> Double {
    let share: Double
    switch scale {
    case .linear: share = (value - low) / max(high - low, 1e-12)
    case .logarithmic: share = log(max(value, low) / low) / max(log(high / low), 1e-12)
    }
    return min(max(share, 0), 1)
  }

  /// Whether a number lies on it.
  func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// Amounts of money, from 0.
  static func amounts(_ label: String, upTo most: Double) -> Axis {
    let most = max(most, 1)
    let power = pow(10, log10(most / 4).rounded(.down))
    let step = [5, 2, 1].map { $0 * power }.first { most / $0 >= 4 } ?? power
    let ticks = stride(from: 0, through: most, by: step).map { ($0, AmountText.grouped(String(Int($0.rounded())))) }
    return Axis(label, .linear, 0, most, ticks)
  }

  /// Loads, by powers of ten, so that those of one node and those of many can be told apart.
  static func loads(_ label: String, from least: Double, to most: Double) -> Axis {
    let least = max(least, 1e-6)
    let powers = (-6...6).map { pow(10, Double($0)) }
    let ticks = powers.flatMap { power in [1, 2, 5].map { $0 * power } }.map { ($0, WhatIfWords.number($0)) }
    return Axis(label, .logarithmic, least, max(most, least * 2), ticks)
  }

  /// Spans of time from a second on, by powers of ten, marked at those that people know.
  static func durations(_ label: String, upTo most: Double) -> Axis {
    let day = 86_400.0
    let ticks = [
      (1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3_600, "1 h"), (day, "1 d"), (10 * day, "10 d"),
      (100 * day, "100 d"), (1_000 * day, "1,000 d"),
    ]
    return Axis(label, .logarithmic, 1, max(most, 600), ticks)
  }

  /// Shares of jobs, from one in a thousand, by powers of ten.
  static func shares(_ label: String) -> Axis {
    Axis(label, .logarithmic, 0.001, 1, [1, 0.5, 0.1, 0.05, 0.01, 0.001].map { ($0, WhatIfWords.percent($0)) })
  }
}
