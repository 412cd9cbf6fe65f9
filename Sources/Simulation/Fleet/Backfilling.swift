extension GeneralFleetRun {
  /// Starts jobs behind the first waiting job if they do not delay it.
  ///
  /// The first job starts when enough is free: idle nodes, nodes that finish booting, and what jobs leave that end. Until
  /// then, another job may run if it ends before that time, if it uses nodes that are left over at that time, or if it
  /// shares a node and the first job starts no later.
  mutating func backfill(at now: Double, boots: [Double]) {
    guard line.first >= 0, pool.idle > 0 || fleet.processorsPerNode > 1 else { return }
    let head = need(of: Int(line.first))
    // Computing the start of the first job is expensive: do it only when another job could use the time.
    var reserved: Reservation?
    var candidate = line.after(line.first)
    var tested = 0
    while candidate >= 0, tested < GeneralFleetRun.backfillDepth {
      let job = Int(candidate)
      candidate = line.after(candidate)
      tested += 1
      let need = need(of: job)
      guard pool.hasRoom(for: need) else { continue }
      guard var reservation = reserved ?? self.reservation(of: head, boots) else { return }
      let isShort = now + jobs.services[job] <= reservation.start
      if isShort {
        start(job)
      } else if need.processors == fleet.processorsPerNode, need.nodes <= reservation.spare {
        reservation.spare -= need.nodes
        start(job)
      } else if need.processors < fleet.processorsPerNode, let node = pool.node(for: need.processors) {
        let other = self.reservation(of: head, boots, sharing: (node, need.processors))
        if let other, other.start <= reservation.start {
          reservation = other
          start(job)
        }
      }
      reserved = reservation
    }
  }

  /// When a job can start at the latest, and the idle nodes that are left over then.
  private struct Reservation {
    let start: Double
    var spare: Int
  }

  /// The reservation of the first waiting job, also if another one took processors of a node for ever. Nil if nothing that
  /// ends or boots makes room for it: then nothing may start before it.
  private func reservation(
    of head: NodeNeed, _ boots: [Double], sharing other: (node: Int, processors: Int)? = nil
  ) -> Reservation? {
    let whole = fleet.processorsPerNode
    var idle = pool.idle
    // The free processors of nodes that are not idle, where they differ from now.
    var rooms: [Int: Int] = [:]
    if let other {
      if pool.room(of: other.node) == whole { idle -= 1 }
      rooms[other.node] = pool.room(of: other.node) - other.processors
    }
    var releases = running.values.map { (time: $0.end, nodes: $0.nodes, processors: $0.need.processors) }
    releases += boots.map { (time: $0, nodes: [], processors: whole) }
    releases.sort { $0.time < $1.time }
    for (index, release) in releases.enumerated() {
      var fits = false
      if release.nodes.isEmpty { idle += 1 }
      for node in release.nodes {
        let room = (rooms[node] ?? pool.room(of: node)) + release.processors
        rooms[node] = room
        if room == whole { idle += 1 } else if head.nodes == 1, room >= head.processors { fits = true }
      }
      // What becomes free at the same time is available to the job as a whole.
      let isLast = index + 1 == releases.count || releases[index + 1].time > release.time
      if fits { return Reservation(start: release.time, spare: idle) }
      if idle >= head.nodes, isLast { return Reservation(start: release.time, spare: idle - head.nodes) }
    }
    return nil
  }
}
