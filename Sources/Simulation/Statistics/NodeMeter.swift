/// Adds up node time and work from the time at which measuring begins.
struct NodeMeter {
  private let begin: Double
  private var upSeconds = 0.0
  private var up = 0
  private(set) var busySeconds = 0.0
  private(set) var boots = 0
  private(set) var interruptions = 0
  private(set) var makespan = 0.0

  init(begin: Double) { self.begin = begin }

  /// Sets the number of nodes that are up at the beginning.
  mutating func begin(nodes: Int) {
    up = nodes
    upSeconds = -begin * Double(nodes)
  }

  @inline(__always)
  mutating func launch(at time: Double) {
    up &+= 1
    upSeconds -= time > begin ? time : begin
    if time >= begin { boots &+= 1 }
  }

  @inline(__always)
  mutating func remove(at time: Double) {
    up &-= 1
    upSeconds += time > begin ? time : begin
  }

  mutating func interrupt(at time: Double) {
    remove(at: time)
    if time >= begin { interruptions += 1 }
  }

  /// Records that a job occupies `nodes` nodes from `start` to `end`.
  @inline(__always)
  mutating func work(from start: Double, to end: Double, nodes: Double = 1) {
    let from = start > begin ? start : begin
    if end > from { busySeconds += (end - from) * nodes }
    if end > makespan { makespan = end }
  }

  /// The total seconds that all nodes were up until `end`.
  func upSeconds(until end: Double) -> Double { upSeconds + Double(up) * max(end, begin) }
}
