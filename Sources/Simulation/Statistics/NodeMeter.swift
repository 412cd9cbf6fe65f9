/// Adds up node time and work from the time at which measuring begins.
struct NodeMeter {
  private let begin: Double
  /// The time of the last arrival. What nodes do after it is for jobs of before, and comes to an end.
  private let horizon: Double
  private var upSeconds = 0.0
  private var upSecondsToHorizon = 0.0
  private var up = 0
  private(set) var busySeconds = 0.0
  private(set) var boots = 0
  private(set) var interruptions = 0
  private(set) var makespan = 0.0

  init(begin: Double, horizon: Double) { (self.begin, self.horizon) = (begin, horizon) }

  /// Sets the number of nodes that are up at the beginning.
  mutating func begin(nodes: Int) {
    up = nodes
    upSeconds = -begin * Double(nodes)
    upSecondsToHorizon = upSeconds
  }

  @inline(__always)
  mutating func launch(at time: Double) {
    up &+= 1
    let isMeasured = time >= begin
    let time = isMeasured ? time : begin
    upSeconds -= time
    upSecondsToHorizon -= time < horizon ? time : horizon
    if isMeasured { boots &+= 1 }
  }

  @inline(__always)
  mutating func remove(at time: Double) {
    up &-= 1
    let time = time > begin ? time : begin
    upSeconds += time
    upSecondsToHorizon += time < horizon ? time : horizon
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

  /// The mean number of nodes that are up from the beginning of measuring to the last arrival, which is later.
  var meanToHorizon: Double {
    (upSecondsToHorizon + Double(up) * horizon) / (horizon - begin)
  }

  /// The total seconds that all nodes were up until `end`.
  func upSeconds(until end: Double) -> Double { upSeconds + Double(up) * max(end, begin) }
}
