/// A run of any fleet, node by node: jobs of several nodes, shared nodes, interruptions, backfilling.
///
/// At equal times, job ends come first, then boots, arrivals, interruptions and removals of idle nodes.
struct GeneralFleetRun {
  /// The numbers of interruptions, of one job and of all jobs, at which a run gives up: such a job practically never
  /// ends.
  static let mostInterruptions = (ofJob: 1_000, ofAll: 10_000_000)
  /// The number of jobs behind the first that backfilling considers: for many years the default of Slurm's
  /// `bf_max_job_test`.
  static let backfillDepth = 100

  let jobs: JobList
  let fleet: Fleet

  var pool: NodePool
  var line: WaitingLine
  var running: [Int: Running] = [:]
  private var events = EventHeap()
  private var boots: [Int: Double] = [:]
  private var attempts: [Int32]
  private var lifetimes: RandomStream
  private var next = 0
  private var now = 0.0
  private var interruptions = 0
  /// The nodes that waiting jobs need to themselves, and the number of waiting jobs that share a node.
  private var waitingNodes = 0
  private var waitingShares = 0
  /// How waiting jobs were last packed; nil before the first time.
  private var packed: Packed?
  /// The number of interruptions at which the run gave up; nil if it did not.
  private(set) var gaveUp: Int?
  /// When each job last started; negative for jobs that never did.
  private(set) var starts: [Double]

  /// How waiting jobs fill the nodes of a pool, up to a job of the line.
  private struct Packed {
    /// The number of changes of the pool then.
    let changes: Int
    var packing: Packing
    /// The last job that was packed; negative for none.
    var last: Int32 = -1

    init(_ changes: Int, _ packing: Packing) { (self.changes, self.packing) = (changes, packing) }
  }

  /// A running job.
  struct Running {
    let nodes: [Int]
    let need: NodeNeed
    let start: Double
    let end: Double
  }

  init(jobs: JobList, fleet: Fleet, lifetimes: RandomStream) {
    self.jobs = jobs
    self.fleet = fleet
    self.lifetimes = lifetimes
    pool = NodePool(maximum: fleet.maximum, processors: fleet.processorsPerNode)
    line = WaitingLine(jobs: jobs.count)
    attempts = Array(repeating: 0, count: jobs.count)
    starts = Array(repeating: -1, count: jobs.count)
  }

  /// What a job needs.
  func need(of job: Int) -> NodeNeed { jobs.need(of: job, perNode: fleet.processorsPerNode) }

  mutating func run(_ nodes: inout NodeMeter, _ waits: inout WaitMeter) {
    nodes.begin(nodes: fleet.initialNodes)
    for _ in 0..<fleet.initialNodes {
      guard let node = pool.launch() else { break }
      finishBoot(of: node)
    }
    while gaveUp == nil {
      let arrival = next < jobs.count ? jobs.arrivals[next] : .infinity
      let removal = self.removal
      if let event = events.first, event.time <= removal,
        event.kind == .interruption ? event.time < arrival : event.time <= arrival
      {
        events.removeFirst()
        guard isValid(event) else { continue }
        guard step(to: event.time) else { return }
        switch event.kind {
        case .end: end(event.subject, &nodes, &waits)
        case .boot: finishBoot(of: event.subject)
        case .interruption: interrupt(event.subject, &nodes)
        }
      } else if arrival <= removal {
        guard arrival < .infinity, step(to: arrival) else { return }
        let job = next
        next += 1
        guard need(of: job).nodes <= fleet.maximum else { continue }
        wait(job)
      } else {
        guard step(to: removal) else { return }
        pool.removeOldestIdle()
        nodes.remove(at: now)
        continue
      }
      dispatch()
      launch(&nodes)
      if fleet.backfilling { backfill(at: now, boots: boots.values.sorted()) }
    }
  }

  /// Advances the clock. Returns false when the run is over: no job is left and the horizon has passed.
  private mutating func step(to time: Double) -> Bool {
    if time > jobs.horizon, next == jobs.count, line.isEmpty, running.isEmpty { return false }
    now = time
    return true
  }

  private func isValid(_ event: Event) -> Bool {
    switch event.kind {
    case .end: attempts[event.subject] == event.stamp
    case .boot: true
    case .interruption: pool.isUp(event.subject, life: event.stamp)
    }
  }

  /// When the node that has been idle longest is removed; infinite if none is.
  private var removal: Double {
    guard line.isEmpty, pool.idle > 0, pool.count > fleet.target(demand: pool.busy), let oldest = pool.oldestIdle else {
      return .infinity
    }
    return max(oldest + fleet.idleTimeout, now)
  }

  /// The number of busy nodes plus the nodes that waiting jobs need. Jobs that share nodes are packed in order, each where
  /// the least room is left that suffices, as they will be when they start.
  private mutating func demand() -> Int {
    let whole = pool.busy + waitingNodes
    guard waitingShares > 0, whole < fleet.maximum else { return whole }
    // Jobs that arrive while nodes boot come behind those that were packed already, unless a job started or ended.
    var known = packed.flatMap { $0.changes == pool.changes ? $0 : nil } ?? Packed(pool.changes, pool.packing)
    var job = known.last < 0 ? line.first : line.after(known.last)
    while job >= 0, whole + known.packing.opened < fleet.maximum {
      let need = need(of: Int(job))
      if need.processors < fleet.processorsPerNode { known.packing.add(need.processors) }
      known.last = job
      job = line.after(job)
    }
    packed = known
    return whole + known.packing.opened
  }

  private mutating func finishBoot(of node: Int) {
    boots[node] = nil
    pool.finishBoot(of: node, at: now)
    guard fleet.interruptionsPerHour > 0 else { return }
    let lifetime = lifetimes.exponential() * 3600 / fleet.interruptionsPerHour
    events.insert(Event(time: now + lifetime, kind: .interruption, subject: node, stamp: pool.life(of: node)))
  }

  private mutating func launch(_ nodes: inout NodeMeter) {
    // A full fleet cannot grow; packing a long waiting line would cost time for nothing.
    guard pool.count < fleet.maximum else { return }
    let target = fleet.target(demand: demand())
    while pool.count < target {
      guard let node = pool.launch() else { return }
      boots[node] = now + fleet.bootSeconds
      events.insert(Event(time: now + fleet.bootSeconds, kind: .boot, subject: node, stamp: pool.life(of: node)))
      nodes.launch(at: now)
    }
  }

  /// Adds a job to the waiting line.
  private mutating func wait(_ job: Int) {
    line.insert(Int32(job))
    count(need(of: job), 1)
  }

  /// Counts a job that begins to wait (1) or stops waiting (-1).
  private mutating func count(_ need: NodeNeed, _ change: Int) {
    if need.processors == fleet.processorsPerNode {
      waitingNodes += change * need.nodes
    } else {
      waitingShares += change
    }
  }

  /// Starts jobs from the head of the line while nodes have room.
  private mutating func dispatch() {
    while line.first >= 0, pool.hasRoom(for: need(of: Int(line.first))) { start(Int(line.first)) }
  }

  /// Takes a job from the line and starts it.
  mutating func start(_ job: Int) {
    let need = need(of: job)
    line.remove(Int32(job))
    count(need, -1)
    let end = now + jobs.services[job]
    starts[job] = now
    running[job] = Running(nodes: pool.place(job, need), need: need, start: now, end: end)
    events.insert(Event(time: end, kind: .end, subject: job, stamp: attempts[job]))
  }

  private mutating func end(_ job: Int, _ nodes: inout NodeMeter, _ waits: inout WaitMeter) {
    free(job, &nodes)
    attempts[job] = -1
    // The wait of an interrupted job includes the run time that was lost.
    if job >= jobs.firstMeasured { waits.add(max(0, now - jobs.services[job] - jobs.arrivals[job])) }
  }

  /// Removes a job from its nodes, whether it is done or not.
  private mutating func free(_ job: Int, _ nodes: inout NodeMeter) {
    guard let run = running.removeValue(forKey: job) else { return }
    for node in run.nodes { pool.release(job, from: node, processors: run.need.processors, at: now) }
    let share = Double(run.need.processors) / Double(fleet.processorsPerNode)
    nodes.work(from: run.start, to: now, nodes: Double(run.need.nodes) * share)
  }

  private mutating func interrupt(_ node: Int, _ nodes: inout NodeMeter) {
    interruptions += 1
    for job in pool.jobs(on: node) {
      free(job, &nodes)
      attempts[job] += 1
      if attempts[job] >= GeneralFleetRun.mostInterruptions.ofJob { gaveUp = interruptions }
      wait(job)
    }
    if interruptions >= GeneralFleetRun.mostInterruptions.ofAll { gaveUp = interruptions }
    pool.remove(node)
    nodes.interrupt(at: now)
  }
}
