/// The individual nodes of a fleet: which are up, how many of their processors are free, and which jobs they run.
///
/// Nodes with equally many free processors form a list; the node that joined last is at the end. A job takes the node at the end
/// of the list with the least room that suffices. Idle nodes are removed from the front.
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

  private let processors: Int
  private var nodes: [Node]
  private var off: [Int]
  /// The first and last node of the list for each amount of room; index `processors` holds the nodes without jobs.
  private var lists: [(first: Int, last: Int)]
  /// The number of nodes that are up and run no jobs.
  private(set) var idle = 0
  /// The number of nodes that run jobs.
  private(set) var busy = 0
  /// The number of booting nodes.
  private(set) var booting = 0
  /// How many jobs were placed and removed.
  private(set) var changes = 0
  /// The nodes that run jobs and have room for more, by their free processors.
  private(set) var packing: Packing

  init(maximum: Int, processors: Int) {
    self.processors = processors
    packing = Packing(processors: processors)
    nodes = Array(repeating: Node(), count: maximum)
    off = Array((0..<maximum).reversed())
    lists = Array(repeating: (-1, -1), count: processors + 1)
  }

  /// The number of nodes that are up or booting.
  var count: Int { idle + busy + booting }

  /// When the longest idle node became idle.
  var oldestIdle: Double? { lists[processors].first < 0 ? nil : nodes[lists[processors].first].idleSince }

  /// Whether there is room for a job.
  func hasRoom(for need: NodeNeed) -> Bool {
    need.nodes > 1 ? idle >= need.nodes : leastRoom(for: need.processors) != nil
  }

  /// The least room of a node that suffices.
  private func leastRoom(for needed: Int) -> Int? { (needed...processors).first { lists[$0].last >= 0 } }

  /// The node that a job which shares one would take.
  func node(for processors: Int) -> Int? { leastRoom(for: processors).map { lists[$0].last } }

  /// The number of free processors of a node.
  func room(of node: Int) -> Int { nodes[node].room }

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
    nodes[node].room = processors
    nodes[node].idleSince = time
    idle += 1
    link(node)
  }

  /// Starts a job and returns its nodes. The caller has checked that there is room.
  mutating func place(_ job: Int, _ need: NodeNeed) -> [Int] {
    changes += 1
    var taken: [Int] = []
    for _ in 0..<need.nodes {
      guard let node = self.node(for: need.processors) else { break }
      unlink(node)
      if nodes[node].room == processors {
        idle -= 1
        busy += 1
      } else {
        packing.remove(nodes[node].room)
      }
      nodes[node].room -= need.processors
      packing.insert(nodes[node].room)
      nodes[node].jobs.append(job)
      link(node)
      taken.append(node)
    }
    return taken
  }

  /// Removes a job from a node on which it has `needed` processors.
  mutating func release(_ job: Int, from node: Int, processors needed: Int, at time: Double) {
    changes += 1
    unlink(node)
    packing.remove(nodes[node].room)
    nodes[node].room += needed
    nodes[node].jobs.removeAll { $0 == job }
    if nodes[node].room == processors {
      busy -= 1
      idle += 1
      nodes[node].idleSince = time
    } else {
      packing.insert(nodes[node].room)
    }
    link(node)
  }

  /// Removes the node that has been idle longest.
  mutating func removeOldestIdle() {
    let node = lists[processors].first
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
