extension GeneralFleetRun {
  /// Starts jobs behind the first waiting job if they do not delay it.
  ///
  /// The first job starts when enough is free: idle nodes, nodes that finish booting, and what jobs leave that end. Until
  /// then, another job may run if it ends before that time, if it uses nodes that are left over at that time, or if it
  /// shares a node and the first job starts no later.
  mutating func backfill(at now: Double, boots: [Double]) {
    guard line.first >= 0, pool.idle > 0 || pool.packing.hasRoom else { return }
    let head = need(of: Int(line.first))
    // Both are expensive: they are computed only when another job could use the time, and then kept up to date.
    var future: Future?
    var reserved: Reservation?
    var candidate = line.after(line.first)
    var tested = 0
    while candidate >= 0, tested < GeneralFleetRun.backfillDepth {
      let job = Int(candidate)
      candidate = line.after(candidate)
      tested += 1
      let need = need(of: job)
      guard pool.hasRoom(for: need) else { continue }
      var known = future ?? Future(running: running.values, boots: boots, whole: fleet.processorsPerNode)
      guard var reservation = reserved ?? self.reservation(of: head, known) else { return }
      let isShort = now + jobs.services[job] <= reservation.start
      var starts = isShort
      if !isShort {
        if need.processors == fleet.processorsPerNode {
          starts = need.nodes <= reservation.spare
          if starts { reservation.spare -= need.nodes }
        } else if let node = pool.node(for: need.processors),
          let other = self.reservation(of: head, known, sharing: (node, need.processors)),
          other.start <= reservation.start
        {
          (starts, reservation) = (true, other)
        }
      }
      if starts {
        start(job)
        if let run = running[job] { known.insert(Future.Release(run)) }
      }
      (future, reserved) = (known, reservation)
    }
  }

  /// When a job can start at the latest, and the idle nodes that are left over then.
  private struct Reservation {
    let start: Double
    var spare: Int
  }

  /// What becomes free, the earliest first.
  private struct Future {
    /// The processors that a job leaves on each of its nodes, or a node that has booted.
    struct Release {
      let time: Double
      /// Empty for a node that has booted.
      let nodes: [Int]
      let processors: Int

      init(_ run: Running) { (time, nodes, processors) = (run.end, run.nodes, run.need.processors) }
      init(booted time: Double, _ processors: Int) { (self.time, nodes, self.processors) = (time, [], processors) }
    }

    private(set) var releases: [Release]

    init(running: some Collection<Running>, boots: [Double], whole: Int) {
      releases = running.map { Release($0) } + boots.map { Release(booted: $0, whole) }
      releases.sort { $0.time < $1.time }
    }

    mutating func insert(_ release: Release) {
      var (low, high) = (0, releases.count)
      while low < high {
        let middle = (low + high) / 2
        if releases[middle].time <= release.time { low = middle + 1 } else { high = middle }
      }
      releases.insert(release, at: low)
    }
  }

  /// The reservation of the first waiting job, also if another job kept processors of a node without end. Nil if nothing that
  /// ends or boots makes room for it: then nothing may start before it.
  private func reservation(
    of head: NodeNeed, _ future: Future, sharing other: (node: Int, processors: Int)? = nil
  ) -> Reservation? {
    let whole = fleet.processorsPerNode
    var idle = pool.idle
    // The free processors of nodes that are not idle, where they differ from now.
    var rooms: [Int: Int] = [:]
    if let other {
      if pool.room(of: other.node) == whole { idle -= 1 }
      rooms[other.node] = pool.room(of: other.node) - other.processors
    }
    let releases = future.releases
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
