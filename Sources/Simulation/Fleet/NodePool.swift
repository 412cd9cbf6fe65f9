/// The nodes of a fleet one by one: which are up, how many jobs they have room for, which jobs they run.
///
/// Nodes with equal room form a list, the one that came to it last at the end. Jobs take from the end, of the fullest
/// nodes that have room; nodes without jobs are removed from the front.
struct NodePool {
  private struct Node {
    var room = 0
    var previous = -1
    var next = -1
    var idleSince = 0.0
    var life: Int32 = 0
    var jobs: [Int] = []
    var isUp = false
  }

  private let slots: Int
  private var nodes: [Node]
  private var off: [Int]
  /// The first and last node of the list of each room; `slots` is that of nodes without jobs.
  private var lists: [(first: Int, last: Int)]
  /// Nodes that are up and without jobs.
  private(set) var idle = 0
  /// Nodes that run jobs.
  private(set) var busy = 0
  /// Nodes that boot.
  private(set) var booting = 0
  /// Jobs for which nodes that run jobs have room.
  private(set) var sharedRoom = 0

  init(maximum: Int, slots: Int) {
    self.slots = slots
    nodes = Array(repeating: Node(), count: maximum)
    off = Array((0..<maximum).reversed())
    lists = Array(repeating: (-1, -1), count: slots + 1)
  }

  /// Nodes that are up or boot.
  var count: Int { idle + busy + booting }

  /// When the node that has been without jobs longest became so.
  var oldestIdle: Double? { lists[slots].first < 0 ? nil : nodes[lists[slots].first].idleSince }

  /// Whether a job that takes a slot, or several whole nodes, can start.
  func hasRoom(nodes count: Int) -> Bool { count > 1 ? idle >= count : idle > 0 || sharedRoom > 0 }

  func life(of node: Int) -> Int32 { nodes[node].life }

  func isUp(_ node: Int, life: Int32) -> Bool { nodes[node].isUp && nodes[node].life == life }

  func jobs(on node: Int) -> [Int] { nodes[node].jobs }

  /// A node begins to boot; nil if all are up.
  mutating func launch() -> Int? {
    guard let node = off.popLast() else { return nil }
    booting += 1
    nodes[node].life += 1
    return node
  }

  /// A node that booted takes jobs.
  mutating func finishBoot(of node: Int, at time: Double) {
    booting -= 1
    nodes[node].isUp = true
    nodes[node].room = slots
    nodes[node].idleSince = time
    idle += 1
    link(node)
  }

  /// A job starts; the nodes that it got. The caller has seen that there is room.
  mutating func place(_ job: Int, nodes count: Int) -> [Int] {
    var taken: [Int] = []
    for _ in 0..<count {
      let room = count > 1 ? slots : (1...slots).first { lists[$0].last >= 0 } ?? slots
      let node = lists[room].last
      guard node >= 0 else { break }
      unlink(node)
      if room == slots {
        idle -= 1
        busy += 1
      } else {
        sharedRoom -= room
      }
      nodes[node].room = count > 1 ? 0 : room - 1
      sharedRoom += nodes[node].room
      nodes[node].jobs.append(job)
      link(node)
      taken.append(node)
    }
    return taken
  }

  /// A job leaves a node.
  mutating func release(_ job: Int, from node: Int, nodes count: Int, at time: Double) {
    unlink(node)
    sharedRoom -= nodes[node].room
    nodes[node].room += count > 1 ? slots : 1
    nodes[node].jobs.removeAll { $0 == job }
    if nodes[node].room == slots {
      busy -= 1
      idle += 1
      nodes[node].idleSince = time
    } else {
      sharedRoom += nodes[node].room
    }
    link(node)
  }

  /// The node that has been without jobs longest goes.
  mutating func removeOldestIdle() {
    let node = lists[slots].first
    if node >= 0 { remove(node) }
  }

  /// A node without jobs goes.
  mutating func remove(_ node: Int) {
    unlink(node)
    idle -= 1
    nodes[node].isUp = false
    off.append(node)
  }

  private mutating func link(_ node: Int) {
    let room = nodes[node].room
    guard room > 0 else { return }
    let last = lists[room].last
    nodes[node].previous = last
    nodes[node].next = -1
    if last >= 0 { nodes[last].next = node } else { lists[room].first = node }
    lists[room].last = node
  }

  private mutating func unlink(_ node: Int) {
    let room = nodes[node].room
    guard room > 0 else { return }
    let (previous, next) = (nodes[node].previous, nodes[node].next)
    if previous >= 0 { nodes[previous].next = next } else { lists[room].first = next }
    if next >= 0 { nodes[next].previous = previous } else { lists[room].last = previous }
  }
}
