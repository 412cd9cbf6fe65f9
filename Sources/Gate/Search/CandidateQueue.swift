import Costs
import Money
import Requests

/// The candidates of a part of a search space, the cheapest first; of those that cost the same, the one with the fewest changes.
///
/// For a region, a mode and numbers of nodes the cost grows with the price of a node, so that lists of types in the order of
/// their price are a stream in the order of cost: amounts and prices are never negative. A heap holds the next candidate of each
/// stream: nothing is priced before everything cheaper is out.
struct CandidateQueue {
  /// The candidates of a region, mode, numbers of nodes and group of lists.
  private struct Stream {
    let region: Int
    let mode: PerformanceProfile
    let nodes: Int
    let cost: NodePriceCost
    let lists: SearchSpace.PricedLists
    let changes: Int
    let isAsGood: Bool
    var next = 0
  }

  private struct Head {
    let cost: Int128
    let changes: Int
    let list: Int
    let stream: Int

    func isBefore(_ other: Head) -> Bool {
      if cost != other.cost { return cost < other.cost }
      if changes != other.changes { return changes < other.changes }
      return stream != other.stream ? stream < other.stream : list < other.list
    }
  }

  private var streams: [Stream] = []
  private var heap: [Head] = []
  /// The lists of which no candidate is wanted any more, in all regions and by region.
  private var closed: Set<Int> = []
  private var closedInRegion: [Int: Set<Int>] = [:]

  /// An empty queue.
  init() {}

  /// Leaves out all further candidates with a list of types, in one region or in all.
  mutating func close(_ list: Int, in region: Int?) {
    if let region { closedInRegion[region, default: []].insert(list) } else { closed.insert(list) }
  }

  private func isClosed(_ list: Int, in region: Int) -> Bool {
    closed.contains(list) || closedInRegion[region]?.contains(list) ?? false
  }

  /// Adds the candidates of a region, a mode, numbers of nodes and lists of types that are alike.
  mutating func add(
    _ space: SearchSpace, region: Int, mode: PerformanceProfile, nodes: Int, cost: NodePriceCost, group: ListGroup,
    _ lists: SearchSpace.PricedLists
  ) {
    streams.append(
      Stream(
        region: region, mode: mode, nodes: nodes, cost: cost, lists: lists,
        changes: space.changes(region: region, mode: mode, nodes: nodes) + group.distance, isAsGood: group.isAsGood))
    advance(streams.count - 1)
  }

  /// Removes and returns the cheapest candidate; nil if there is none.
  mutating func next() -> PricedCandidate? {
    guard let head = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    let stream = streams[head.stream]
    advance(head.stream)
    return PricedCandidate(
      candidate: Candidate(region: stream.region, list: head.list, mode: stream.mode, nodes: stream.nodes),
      cost: Money(units: head.cost, currency: .usd), changes: head.changes, isAsGood: stream.isAsGood)
  }

  /// Puts the next candidate of a stream on the heap.
  private mutating func advance(_ number: Int) {
    let stream = streams[number]
    var next = stream.next
    while next < stream.lists.count, isClosed(stream.lists[next].list, in: stream.region) { next += 1 }
    streams[number].next = next + 1
    guard next < stream.lists.count else { return }
    let (hourly, list) = stream.lists[next]
    // What is beyond exact arithmetic has no known cost; what follows costs more still.
    guard let cost = try? stream.cost.cost(atHourly: hourly) else { return }
    heap.append(Head(cost: cost.units, changes: stream.changes, list: list, stream: number))
    var child = heap.count - 1
    while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var first = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[first]) {
        first = child
      }
      guard first != parent else { return }
      heap.swapAt(parent, first)
      parent = first
    }
  }
}
