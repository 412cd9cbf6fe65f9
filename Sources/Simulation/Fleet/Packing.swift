/// How jobs fill nodes: the number of nodes by the processors that are left, as far as some are.
struct Packing {
  private var nodes: [Int]
  /// The number of nodes that had to be opened.
  private(set) var opened = 0

  /// The number of nodes that have processors left.
  private var withRoom = 0
  /// Whether a node has processors left.
  var hasRoom: Bool { withRoom > 0 }

  init(processors: Int) { nodes = Array(repeating: 0, count: processors) }

  mutating func insert(_ room: Int) { change(room, 1) }
  mutating func remove(_ room: Int) { change(room, -1) }

  private mutating func change(_ room: Int, _ count: Int) {
    guard room > 0 else { return }
    nodes[room] += count
    withRoom += count
  }

  /// Adds a job where the least room is left that suffices, or to another node.
  mutating func add(_ processors: Int) {
    if let room = nodes.indices.dropFirst(processors).first(where: { nodes[$0] > 0 }) {
      remove(room)
      insert(room - processors)
    } else {
      opened += 1
      insert(nodes.count - processors)
    }
  }
}
