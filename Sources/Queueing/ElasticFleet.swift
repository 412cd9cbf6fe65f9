/// A fleet of nodes that follows demand, and the load that it carries.
///
/// Jobs arrive at random (Poisson), each takes a node of its own, and they start first come, first served. A job that
/// finds no idle node has a further node booted, up to the maximum. A node above the minimum that has been idle for the
/// timeout is removed.
public struct ElasticFleet: Sendable, Hashable {
  /// The mean number of nodes that jobs keep busy.
  public let load: Double
  /// The number of nodes that are always up.
  public let minimum: Int
  /// The maximum number of nodes.
  public let maximum: Int
  /// How long jobs run, and how long nodes boot and stay idle.
  public let timing: Timing

  /// How long jobs run, and how long nodes boot and stay idle.
  public struct Timing: Sendable, Hashable {
    /// The mean run time of a job in seconds.
    public var runSeconds: Double
    /// The squared coefficient of variation of run times: how much they differ. Real values are 12 (NASA's iPSC), 39 and
    /// 242 (GPU clusters); 1 is that of exponential times.
    public var variation: Double
    /// Seconds from requesting a node until it accepts jobs.
    public var bootSeconds: Double
    /// Seconds without a job after which a node is removed.
    public var idleSeconds: Double

    /// Jobs of half an hour on nodes that boot in three minutes and stay idle for ten, the default of the cluster
    /// autoscaler: assumptions, which a cost profile may replace.
    public static let standard = Timing(runSeconds: 1_800, variation: 12, bootSeconds: 180, idleSeconds: 600)

    /// Creates timing from its parts.
    public init(runSeconds: Double, variation: Double, bootSeconds: Double, idleSeconds: Double) {
      self.runSeconds = runSeconds
      self.variation = variation
      self.bootSeconds = bootSeconds
      self.idleSeconds = idleSeconds
    }
  }

  /// Creates a fleet.
  public init(load: Double, minimum: Int, maximum: Int, timing: Timing) {
    self.load = max(0, load)
    self.minimum = minimum
    self.maximum = max(minimum, maximum)
    self.timing = timing
  }

  /// Whether the load is at least the maximum number of nodes, so that the queue grows without limit.
  public var isSaturated: Bool { load > 0 && load >= Double(maximum) }

  /// The number of nodes that are up on average, and how long jobs wait.
  public var forecast: Forecast {
    guard load > 0 else { return Forecast(nodes: Double(minimum), meanWait: 0) }
    guard !isSaturated else { return Forecast(nodes: Double(maximum), meanWait: nil) }
    guard minimum < maximum else {
      let queue = QueueEstimate(
        arrivalRate: load / timing.runSeconds, meanService: timing.runSeconds, serviceVariation: timing.variation,
        servers: maximum)
      return Forecast(nodes: Double(maximum), meanWait: queue?.meanWait)
    }
    return QueueLevels(self).forecast
  }

  /// What formulas say of a fleet in its steady state.
  public struct Forecast: Sendable, Equatable {
    /// The mean number of nodes that are up, booting ones included, since AWS bills them.
    public let nodes: Double
    /// The mean wait of a job in seconds; nil if the fleet is saturated.
    public let meanWait: Double?

    /// Creates a forecast, also of what was simulated.
    public init(nodes: Double, meanWait: Double?) {
      self.nodes = nodes
      self.meanWait = meanWait
    }
  }
}
