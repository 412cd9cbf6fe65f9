/// First come, first served on a fixed number of servers. A job starts when it has arrived and a server is free: the
/// recursion of Kiefer and Wolfowitz ("On the theory of queues with many servers", 1955). No events are needed.
struct FixedFleetRun {
  let jobs: JobList
  let servers: Int
  /// The part of a node that one job occupies.
  let share: Double

  func run(_ nodes: inout NodeMeter, _ waits: inout WaitMeter) {
    let arrivals = jobs.arrivals.span
    let services = jobs.services.span
    if servers == 1 { return runSingle(arrivals, services, &nodes, &waits) }
    var free = TimeHeap(capacity: servers, count: servers)
    for index in arrivals.indices {
      let arrival = arrivals[index]
      let earliest = free.earliest
      let start = earliest > arrival ? earliest : arrival
      let end = start + services[index]
      free.replaceEarliest(by: end)
      nodes.work(from: start, to: end, nodes: share)
      if index >= jobs.firstMeasured { waits.add(start - arrival) }
    }
  }

  private func runSingle(
    _ arrivals: Span<Double>, _ services: Span<Double>, _ nodes: inout NodeMeter, _ waits: inout WaitMeter
  ) {
    var free = 0.0
    for index in arrivals.indices {
      let arrival = arrivals[index]
      let start = free > arrival ? free : arrival
      free = start + services[index]
      nodes.work(from: start, to: free, nodes: share)
      if index >= jobs.firstMeasured { waits.add(start - arrival) }
    }
  }
}
