/// The individual nodes of a fleet: which are up, how many more jobs they have room for, and which jobs they run.
///
/// Nodes with equal room form a list; the node that joined last is at the end. Jobs take nodes from the end of the list
/// with the least room. Idle nodes are removed from the front.
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
  /// The first and last node of the list for each amount of room; index `slots` holds the nodes without jobs.
  private var lists: [(first: Int, last: Int)]
  /// The number of nodes that are up and run no jobs.
  private(set) var idle = 0
  /// The number of nodes that run jobs.
  private(set) var busy = 0
  /// The number of booting nodes.
  private(set) var booting = 0
  /// The number of further jobs that fit on nodes that already run jobs.
  private(set) var sharedRoom = 0

  init(maximum: Int, slots: Int) {
    self.slots = slots
    nodes = Array(repeating: Node(), count: maximum)
    off = Array((0..<maximum).reversed())
    lists = Array(repeating: (-1, -1), count: slots + 1)
  }

  /// The number of nodes that are up or booting.
  var count: Int { idle + busy + booting }

  /// When the longest idle node became idle.
  var oldestIdle: Double? { lists[slots].first < 0 ? nil : nodes[lists[slots].first].idleSince }

  /// Whether there is room for a job that takes one slot or several whole nodes.
  func hasRoom(nodes count: Int) -> Bool { count > 1 ? idle >= count : idle > 0 || sharedRoom > 0 }

  func life(of node: Int) -> Int32 { nodes[node].life }

  func isUp(_ node: Int, life: Int32) -> Bool { nodes[node].isUp && nodes[node].life == life }

  func jobs(on node: Int) -> [Int] { nodes[node].jobs }

  /// Starts booting a node and returns its number; nil if all nodes are in use.
  mutating func launch() -> Int? {
    guard let node = off.popLast() else { return nil }
    booting += 1
    nodes[node].life += 1
    return node
  }

  /// Lets a node that has booted accept jobs.
  mutating func finishBoot(of node: Int, at time: Double) {
    booting -= 1
    nodes[node].isUp = true
    nodes[node].room = slots
    nodes[node].idleSince = time
    idle += 1
    link(node)
  }

  /// Starts a job and returns its nodes. The caller has checked that there is room.
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

  /// Removes a job from a node.
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

  /// Removes the node that has been idle longest.
  mutating func removeOldestIdle() {
    let node = lists[slots].first
    if node >= 0 { remove(node) }
  }

  /// Removes an idle node.
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
