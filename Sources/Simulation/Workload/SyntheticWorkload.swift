/// Jobs drawn at random: a Poisson process of arrivals, and independent service times.
public struct SyntheticWorkload: Sendable, Equatable {
  /// How long a run is, without the time that brings the system into its usual state.
  public enum Length: Sendable, Equatable {
    /// So many jobs: a mean over them is free of the bias that a random number of jobs brings.
    case jobs(Int)
    /// So many seconds: whole days or weeks suit a profile.
    case seconds(Double)
  }

  /// Jobs that arrive in a second, on average.
  public let arrivalRate: Double
  /// How long they run.
  public let service: ServiceDistribution
  /// How many processors each needs.
  public let processors: Int
  /// How the rate of arrivals varies over the week; nil if it does not.
  public let profile: LoadProfile?
  /// How long a run is.
  public let length: Length
  /// How much longer a run is than its length, as a share: what happens before does not count. 0 begins with an empty
  /// system and counts that too.
  public let warmUp: Double

  /// A workload with a given rate of arrivals, in jobs a second.
  /// - Throws: `InvalidParameter`, also for more jobs than fit into memory.
  public init(
    arrivalRate: Double, service: ServiceDistribution, processors: Int = 1, profile: LoadProfile? = nil,
    length: Length, warmUp: Double = 0.1
  ) throws(InvalidParameter) {
    try InvalidParameter.check("arrival rate", arrivalRate, in: 1e-9...1e9)
    try InvalidParameter.check("processors", processors, in: 1...1_000_000)
    try InvalidParameter.check("warm-up share", warmUp, in: 0...10)
    switch length {
    case .jobs(let count): try InvalidParameter.check("number of jobs", count, in: 1...(JobList.most / 11))
    case .seconds(let seconds):
      try InvalidParameter.check("length in seconds", seconds, in: 1...1e10)
      let whole = (seconds * warmUp).rounded(.up) + seconds
      let even = profile.map { $0.evenWeeks(until: whole) * LoadProfile.weekSeconds } ?? whole
      // Half of what a list can hold: the number is random, but never twice what is expected of so many.
      try InvalidParameter.check("number of jobs in that length", even * arrivalRate, in: 0...Double(JobList.most / 2))
    }
    self.arrivalRate = arrivalRate
    self.service = service
    self.processors = processors
    self.profile = profile
    self.length = length
    self.warmUp = warmUp
  }

  /// A workload that keeps a number of nodes busy on average: `load` is `utilization` times nodes.
  ///
  /// The rate of arrivals is load over the mean service time (Little, "A proof for the queuing formula", 1961).
  /// - Throws: `InvalidParameter`.
  public init(
    load: Double, service: ServiceDistribution, profile: LoadProfile? = nil, length: Length, warmUp: Double = 0.1
  ) throws(InvalidParameter) {
    try InvalidParameter.check("load in nodes", load, in: 1e-9...1e6)
    try self.init(
      arrivalRate: load / service.mean, service: service, profile: profile, length: length, warmUp: warmUp)
  }

  /// The jobs of one replication. Those of two workloads that differ in rate alone use the same random numbers.
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
