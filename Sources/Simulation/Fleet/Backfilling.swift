extension GeneralFleetRun {
  /// Starts jobs behind the first waiting job if they do not delay it.
  ///
  /// The first job starts when enough nodes are free: idle nodes, nodes that finish booting, and nodes whose jobs end.
  /// Until then, another job may run if it ends before that time, or if it uses nodes that are left over at that time.
  mutating func backfill(at now: Double, boots: [Double]) {
    guard line.first >= 0, pool.idle > 0 else { return }
    // Computing the start of the first job is expensive: do it only when another job could use the time.
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

  /// When `needed` nodes are free, and how many nodes are left over then.
  private func reservation(of needed: Int, _ boots: [Double]) -> (start: Double, spare: Int) {
    var releases = running.values.map { (time: $0.end, nodes: $0.nodes.count) }
    releases += boots.map { (time: $0, nodes: 1) }
    releases.sort { $0.time < $1.time }
    var free = pool.idle
    for (index, release) in releases.enumerated() {
      free += release.nodes
      // Nodes that become free at the same time are all available to the job.
      if free >= needed, index + 1 == releases.count || releases[index + 1].time > release.time {
        return (release.time, free - needed)
      }
    }
    return (-.infinity, 0)  // unknown: nothing may start before the first job
  }
}
