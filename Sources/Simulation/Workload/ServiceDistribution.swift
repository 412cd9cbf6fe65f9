import Glibc

/// The run times of jobs: a distribution with a given mean and squared coefficient of variation (variance over squared
/// mean).
public struct ServiceDistribution: Sendable, Equatable {
  /// The mean in seconds.
  public let mean: Double
  /// The squared coefficient of variation: 0 if all jobs take the same time, 1 for exponential times, 10 and more in
  /// real traces.
  public let squaredVariation: Double

  /// The squared coefficients of variation that can be simulated.
  public static let variationRange = 0.0...10_000

  /// Creates a distribution.
  /// - Throws: `InvalidParameter` for a mean below 10⁻⁶ or above 10⁹ seconds, and for a variation out of range.
  public init(mean: Double, squaredVariation: Double = 1) throws(InvalidParameter) {
    try InvalidParameter.check("mean service time", mean, in: 1e-6...1e9)
    try InvalidParameter.check("squared coefficient of variation", squaredVariation, in: Self.variationRange)
    self.mean = mean
    self.squaredVariation = squaredVariation
  }

  /// The family of distributions used for a given variation.
  enum Family: Equatable {
    /// Always the mean.
    case deterministic
    /// Gamma with this shape, for variations between 0 and 1; an Erlang distribution for whole shapes.
    case gamma(shape: Double)
    /// Exponential.
    case exponential
    /// Two exponential phases with balanced means: the first has this probability, and each contributes half of the
    /// work (Whitt, "Approximating a point process by a renewal process", 1982).
    case hyperExponential(probability: Double)
  }

  /// The mean of the longer kind of jobs where there are two kinds, else of all, in seconds. A simulation settles in some
  /// of these times.
  public var longMean: Double {
    guard case .hyperExponential(let probability) = family else { return mean }
    return mean / (2 * (1 - probability))
  }

  var family: Family {
    switch squaredVariation {
    // Below this, a gamma distribution is indistinguishable from a constant, and its shape loses precision.
    case ..<1e-9: .deterministic
    case ..<1: .gamma(shape: 1 / squaredVariation)
    case 1: .exponential
    default: .hyperExponential(probability: (1 + sqrt((squaredVariation - 1) / (squaredVariation + 1))) / 2)
    }
  }

  /// Draws `count` service times.
  func draw(_ count: Int, from stream: inout RandomStream) -> [Double] {
    let mean = mean
    switch family {
    case .deterministic: return Array(repeating: mean, count: count)
    case .gamma(let shape): return fill(count, &stream) { $0.gamma(shape: shape) * (mean / shape) }
    case .exponential: return fill(count, &stream) { $0.exponential() * mean }
    case .hyperExponential(let probability):
      let short = mean / (2 * probability)
      let long = mean / (2 * (1 - probability))
      return fill(count, &stream) { stream in
        let scale = stream.uniform() <= probability ? short : long
        return stream.exponential() * scale
      }
    }
  }

  @inline(__always)
  private func fill(_ count: Int, _ stream: inout RandomStream, _ one: (inout RandomStream) -> Double) -> [Double] {
    var local = stream
    defer { stream = local }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer.initializeElement(at: index, to: one(&local)) }
      initialized = count
    }
  }
}
