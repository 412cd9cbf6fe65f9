/// The jobs of a trace, thinned or compressed in time to offer a given load, and resampled in blocks of time.
public struct TraceWorkload: Sendable {
  /// The trace that the jobs come from.
  public let trace: JobTrace
  /// The share of jobs to keep, above 0 and at most 1.
  public let keep: Double
  /// The factor for arrival times; below 1, jobs arrive closer together. Run times do not change.
  public let timeScale: Double
  /// The length of a block in the trace's own time, in seconds. A day or a week keeps its pattern.
  public let block: Double
  /// The index of each block's first job, and the number of jobs at the end.
  private let bounds: [Int]

  /// One day in seconds.
  public static let day = 86_400.0
  /// One week in seconds.
  public static let week = 604_800.0

  /// Creates a workload from a trace.
  /// - Throws: `InvalidParameter`, also if the trace is shorter than two blocks.
  public init(
    _ trace: JobTrace, keep: Double = 1, timeScale: Double = 1, block: Double = day
  ) throws(InvalidParameter) {
    try InvalidParameter.check("share of jobs to keep", keep, in: 1e-9...1)
    try InvalidParameter.check("time scale", timeScale, in: 1e-12...1e12)
    guard trace.jobs.horizon >= 2 * block else {
      let (hours, needed) = (trace.jobs.horizon / 3_600, 2 * block / 3_600)
      throw InvalidParameter(
        "length of the trace", "\((hours * 100).rounded() / 100) hours",
        "must be \((needed * 100).rounded() / 100) hours or more, so that days of it can stand for one another")
    }
    try InvalidParameter.check("block of a bootstrap in seconds", block, in: 1...max(1, trace.jobs.horizon / 2))
    let count = (trace.jobs.horizon / block).rounded(.up)
    try InvalidParameter.check("number of blocks", count, in: 1...1e6)
    self.trace = trace
    self.keep = keep
    self.timeScale = timeScale
    self.block = block
    var bounds: [Int] = []
    for (index, arrival) in trace.jobs.arrivals.enumerated() {
      // The last arrival is the horizon and could start a block of no length: it stays in the block before.
      let place = min(Int(arrival / block), Int(count) - 1)
      while bounds.count <= place { bounds.append(index) }
    }
    while bounds.count <= Int(count) { bounds.append(trace.jobs.count) }
    self.bounds = bounds
  }

  /// Creates a workload that offers a given load on average, in nodes of `processorsPerNode` processors. It keeps fewer
  /// jobs if the trace offers more, and otherwise compresses the same jobs in time. Jobs that need more than
  /// `mostNodes` are not counted.
  /// - Throws: `InvalidParameter`.
  public init(
    _ trace: JobTrace, load: Double, processorsPerNode: Int = 1, mostNodes: Int = .max, block: Double = day
  ) throws(InvalidParameter) {
    try InvalidParameter.check("load in nodes", load, in: 1e-9...1e6)
    let offered = trace.jobs.offeredLoad(processorsPerNode: processorsPerNode, mostNodes: mostNodes)
    guard offered > 0 else { throw InvalidParameter("load of the trace", "0", "must be above 0 to be scaled") }
    let factor = load / offered
    try self.init(trace, keep: min(factor, 1), timeScale: factor > 1 ? 1 / factor : 1, block: block)
  }

  /// The number of blocks. With fewer than ten, a bootstrap says little.
  public var blocks: Int { bounds.count - 1 }

  /// The jobs in the order of the trace, each at most once. Which jobs are kept depends only on the seed and their
  /// index: those for which SplitMix64's output function of seed + index * 0x9E3779B97F4A7C15 is below `keep` * 2^64. A
  /// smaller share keeps a subset of the same jobs.
  public func recorded(seed: UInt64) -> JobList { list(Array(0..<blocks)) { _ in seed } }

  /// The jobs of as many blocks as the trace has, drawn with replacement (Künsch, "The jackknife and the bootstrap for
  /// general stationary observations", 1989, with blocks that do not overlap). Each draw chooses the jobs to keep anew.
  public func resampled(seed: UInt64, replication: Int) -> JobList {
    var stream = RandomStream(seed: seed, purpose: .blocks, replication: replication)
    var thinning = RandomStream(seed: seed, purpose: .thinning, replication: replication)
    let drawn = (0..<blocks).map { _ in Int.random(in: 0..<blocks, using: &stream) }
    // Each draw makes its own choice; otherwise a block drawn twice would lose the same jobs twice.
    let keys = drawn.map { _ in thinning.next() }
    return list(drawn) { keys[$0] }
  }

  private func list(_ drawn: [Int], key: (_ position: Int) -> UInt64) -> JobList {
    let jobs = trace.jobs
    let room = Int(Double(drawn.reduce(0) { $0 + bounds[$1 + 1] - bounds[$1] }) * min(1, keep * 1.1))
    var horizon = 0.0
    var arrivals: [Double] = []
    var services: [Double] = []
    var processors: [Int32] = []
    arrivals.reserveCapacity(room)
    services.reserveCapacity(room)
    if !jobs.processors.isEmpty { processors.reserveCapacity(room) }
    for (position, drawing) in drawn.enumerated() {
      let begin = Double(drawing) * block
      let length = min(block, jobs.horizon - begin)
      let range = bounds[drawing]..<bounds[drawing + 1]
      if keep < 1 {
        let seed = key(position)
        let limit = UInt64(keep * 0x1p64)
        for index in range where SplitMix64.mix(seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15) < limit {
          arrivals.append((horizon + min(jobs.arrivals[index] - begin, length)) * timeScale)
          services.append(jobs.services[index])
          if !jobs.processors.isEmpty { processors.append(jobs.processors[index]) }
        }
      } else {
        for index in range { arrivals.append((horizon + min(jobs.arrivals[index] - begin, length)) * timeScale) }
        services += jobs.services[range]
        if !jobs.processors.isEmpty { processors += jobs.processors[range] }
      }
      horizon += length
    }
    return JobList(trusted: arrivals, services: services, processors: processors, horizon: horizon * timeScale)
  }
}
