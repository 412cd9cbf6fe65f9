public import Queueing

/// How jobs run and nodes scale: the assumptions from which the number of nodes and the waiting follow.
public struct Scaling: Sendable, Equatable {
  /// How long jobs run, and how long nodes boot and stay idle.
  public var timing: ElasticFleet.Timing
  /// The longest additional mean wait, in seconds, that cost-savings mode may cause before it counts as the wrong choice.
  public var waitLimitSeconds: Double

  /// What holds where a cost profile does not say otherwise: the standard timing, and half an hour of waiting.
  public static let standard = Scaling(timing: .standard, waitLimitSeconds: 1_800)

  /// Creates assumptions.
  public init(timing: ElasticFleet.Timing, waitLimitSeconds: Double) {
    self.timing = timing
    self.waitLimitSeconds = waitLimitSeconds
  }
}
