/// First come, first served on a fleet whose size follows demand, for jobs that take one whole node each.
///
/// Such nodes need no identity: a heap holds the end times of running jobs, one ring the booting nodes, another ring
/// the idle nodes, and the queue is a range of jobs. At equal times, job ends come first, then boots, arrivals and
/// removals.
struct ElasticFleetRun {
  let jobs: JobList
  let fleet: Fleet

  private var ends: TimeHeap
  private var boots: TimeRing
  private var idle: TimeRing
  /// The first waiting job, and the next job to arrive, which is one past the last waiting job.
  private var head = 0
  private var next = 0

  init(jobs: JobList, fleet: Fleet) {
    self.jobs = jobs
    self.fleet = fleet
    ends = TimeHeap(capacity: fleet.maximum)
    boots = TimeRing(capacity: fleet.maximum)
    idle = TimeRing(capacity: fleet.maximum)
  }

  mutating func run(_ nodes: inout NodeMeter, _ waits: inout WaitMeter) {
    let jobs = jobs  // spans borrow it while the rest of the run changes
    let arrivals = jobs.arrivals.span
    let services = jobs.services.span
    let count = arrivals.count
    nodes.begin(nodes: fleet.initialNodes)
    for _ in 0..<fleet.initialNodes { idle.append(0) }
    var now = 0.0
    while true {
      let end = ends.earliest
      let boot = boots.oldest
      let arrival = next < count ? arrivals[next] : .infinity
      let removal = self.removal(now)
      if end <= boot, end <= arrival, end <= removal {
        guard end < .infinity else { return }
        now = end
        if head < next {
          ends.replaceEarliest(by: start(at: now, arrivals, services, &nodes, &waits))
        } else {
          ends.removeEarliest()
          idle.append(now)
        }
      } else if boot <= arrival, boot <= removal {
        now = boot
        // Node changes do not matter once the horizon has passed and all work is done.
        if now > jobs.horizon, next == count, head == next, ends.count == 0 { return }
        boots.removeOldest()
        if head < next {
          ends.insert(start(at: now, arrivals, services, &nodes, &waits))
        } else {
          idle.append(now)
        }
      } else if arrival <= removal {
        now = arrival
        next &+= 1
        if idle.count > 0 {
          idle.removeYoungest()
          ends.insert(start(at: now, arrivals, services, &nodes, &waits))
        }
        launch(at: now, &nodes)
      } else {
        now = removal
        if now > jobs.horizon, next == count, head == next, ends.count == 0 { return }
        idle.removeOldest()
        nodes.remove(at: now)
      }
    }
  }

  /// When the node that has been idle longest is removed; infinite if none is.
  @inline(__always)
  private func removal(_ now: Double) -> Double {
    guard idle.count > 0, head == next,
      ends.count &+ idle.count &+ boots.count > fleet.target(demand: ends.count)
    else { return .infinity }
    let time = idle.oldest + fleet.idleTimeout
    return time > now ? time : now
  }

  /// Starts the first job of the queue and returns when it ends.
  @inline(__always)
  private mutating func start(
    at now: Double, _ arrivals: Span<Double>, _ services: Span<Double>, _ nodes: inout NodeMeter,
    _ waits: inout WaitMeter
  ) -> Double {
    let end = now + services[head]
    nodes.work(from: now, to: end)
    if head >= jobs.firstMeasured { waits.add(now - arrivals[head]) }
    head &+= 1
    return end
  }

  /// Boots nodes up to the target.
  @inline(__always)
  private mutating func launch(at now: Double, _ nodes: inout NodeMeter) {
    let target = fleet.target(demand: ends.count &+ (next &- head))
    while ends.count &+ idle.count &+ boots.count < target {
      boots.append(now + fleet.bootSeconds)
      nodes.launch(at: now)
    }
  }
}
