/// Randomly drawn jobs: a Poisson process of arrivals and independent service times.
public struct SyntheticWorkload: Sendable, Equatable {
  /// The length of a run, without the warm-up.
  public enum Length: Sendable, Equatable {
    /// A number of jobs. A mean over a fixed number is free of the bias that a random number brings.
    case jobs(Int)
    /// A number of seconds. Use whole days or weeks with a profile.
    case seconds(Double)
  }

  /// The mean number of jobs that arrive per second.
  public let arrivalRate: Double
  /// The distribution of run times.
  public let service: ServiceDistribution
  /// The number of processors that each job needs.
  public let processors: Int
  /// How the arrival rate varies over the week; nil if it is constant.
  public let profile: LoadProfile?
  /// The length of a run.
  public let length: Length
  /// The warm-up as a share of the length. What happens during it is not measured. With 0, the run starts with an empty
  /// system and measures from there.
  public let warmUp: Double

  /// The arrival rates that can be simulated, in jobs per second.
  public static let rates = 1e-9...1e9

  /// Creates a workload with a given arrival rate in jobs per second.
  /// - Throws: `InvalidParameter`, also if there would be more jobs than fit into memory.
  public init(
    arrivalRate: Double, service: ServiceDistribution, processors: Int = 1, profile: LoadProfile? = nil,
    length: Length, warmUp: Double = 0.1
  ) throws(InvalidParameter) {
    try InvalidParameter.check("arrival rate", arrivalRate, in: Self.rates)
    try InvalidParameter.check("processors", processors, in: 1...1_000_000)
    try InvalidParameter.check("warm-up share", warmUp, in: 0...10)
    switch length {
    case .jobs(let count): try InvalidParameter.check("number of jobs", count, in: 1...(JobList.most / 11))
    case .seconds(let seconds):
      try InvalidParameter.check("length in seconds", seconds, in: 1...1e10)
      let whole = (seconds * warmUp).rounded(.up) + seconds
      let even = profile.map { $0.evenWeeks(until: whole) * LoadProfile.weekSeconds } ?? whole
      // Half of what a list can hold: the number is random, but at this size never twice the expected number.
      try InvalidParameter.check("number of jobs in that length", even * arrivalRate, in: 0...Double(JobList.most / 2))
    }
    self.arrivalRate = arrivalRate
    self.service = service
    self.processors = processors
    self.profile = profile
    self.length = length
    self.warmUp = warmUp
  }

  /// Creates a workload that keeps `load` nodes busy on average: `load` is `utilization` times the number of nodes.
  ///
  /// The arrival rate is the load divided by the mean service time (Little, "A proof for the queuing formula", 1961).
  /// - Throws: `InvalidParameter`.
  public init(
    load: Double, service: ServiceDistribution, profile: LoadProfile? = nil, length: Length, warmUp: Double = 0.1
  ) throws(InvalidParameter) {
    try InvalidParameter.check("load in nodes", load, in: 1e-9...1e6)
    try self.init(
      arrivalRate: load / service.mean, service: service, profile: profile, length: length, warmUp: warmUp)
  }

  /// The jobs of one replication. Two workloads that differ only in rate use the same random numbers.
  public func jobs(seed: UInt64, replication: Int = 0) -> JobList {
    var stream = RandomStream(seed: seed, purpose: .arrivals, replication: replication)
    let arrivals: [Double]
    let first: Int
    let horizon: Double
    switch length {
    case .jobs(let count):
      first = Int((Double(count) * warmUp).rounded(.up))
      arrivals = draw(first + count, from: &stream)
      horizon = arrivals.last ?? 0
    case .seconds(let seconds):
      let begin = (seconds * warmUp).rounded(.up)
      horizon = begin + seconds
      arrivals = draw(before: horizon, from: &stream)
      first = arrivals.firstIndex { $0 >= begin } ?? arrivals.count
    }
    var services = RandomStream(seed: seed, purpose: .services, replication: replication)
    return JobList(
      trusted: arrivals, services: service.draw(arrivals.count, from: &services),
      processors: processors == 1 ? [] : Array(repeating: Int32(processors), count: arrivals.count),
      horizon: horizon, firstMeasured: first)
  }

  private func draw(_ count: Int, from stream: inout RandomStream) -> [Double] {
    let gap = 1 / arrivalRate
    var local = stream
    defer { stream = local }
    var arrivals = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      var time = 0.0
      for index in 0..<count {
        time += local.exponential() * gap
        buffer.initializeElement(at: index, to: time)
      }
      initialized = count
    }
    if var clock = profile?.clock { for index in arrivals.indices { arrivals[index] = clock.warp(arrivals[index]) } }
    return arrivals
  }

  private func draw(before horizon: Double, from stream: inout RandomStream) -> [Double] {
    var arrivals: [Double] = []
    var clock = profile?.clock
    var time = 0.0
    while arrivals.count < JobList.most {
      time += stream.exponential() / arrivalRate
      let arrival = clock?.warp(time) ?? time
      guard arrival < horizon else { break }
      arrivals.append(arrival)
    }
    return arrivals
  }
}
