extension GeneralFleetRun {
  /// Starts jobs behind the first one that waits, such as do not delay it.
  ///
  /// The first one will start when enough nodes are free: those that are idle, boot, or run jobs that end. Until then a
  /// job may run if it ends before, or on nodes that are left over at that time.
  mutating func backfill(at now: Double, boots: [Double]) {
    guard line.first >= 0, pool.idle > 0 else { return }
    // It is not worth while to find out when the first one starts before there is one that could use the time.
    var reserved: (start: Double, spare: Int)?
    var candidate = line.after(line.first)
    var tested = 0
    while candidate >= 0, pool.idle > 0, tested < GeneralFleetRun.backfillDepth {
      let job = Int(candidate)
      candidate = line.after(candidate)
      tested += 1
      let count = nodes(of: job)
      guard count <= pool.idle else { continue }
      var (start, spare) = reserved ?? reservation(of: nodes(of: Int(line.first)), boots)
      let isShort = now + jobs.services[job] <= start
      if isShort || count <= spare {
        if !isShort { spare -= count }
        self.start(job)
      }
      reserved = (start, spare)
    }
  }

  /// When so many nodes will be free, and how many more than that then.
  private func reservation(of needed: Int, _ boots: [Double]) -> (start: Double, spare: Int) {
    var releases = running.values.map { (time: $0.end, nodes: $0.nodes.count) }
    releases += boots.map { (time: $0, nodes: 1) }
    releases.sort { $0.time < $1.time }
    var free = pool.idle
    for (index, release) in releases.enumerated() {
      free += release.nodes
      // All that become free at the same time are free for the job.
      if free >= needed, index + 1 == releases.count || releases[index + 1].time > release.time {
        return (release.time, free - needed)
      }
    }
    return (-.infinity, 0)  // it cannot be told: nothing may start before it
  }
}
