/// The times at which servers become free, earliest first, in a binary heap.
struct TimeHeap {
  private var times: [Double]
  private(set) var count: Int

  /// Creates a heap with a capacity of `capacity` times that holds `count` zeros.
  init(capacity: Int, count: Int = 0) {
    times = Array(repeating: 0, count: capacity)
    self.count = count
  }

  /// The earliest time; infinite if there is none.
  @inline(__always)
  var earliest: Double { count > 0 ? times[0] : .infinity }

  /// Replaces the earliest time.
  @inline(__always)
  mutating func replaceEarliest(by time: Double) {
    var place = 0
    var child = 1
    while child < count {
      if child &+ 1 < count, times[child &+ 1] < times[child] { child &+= 1 }
      guard times[child] < time else { break }
      times[place] = times[child]
      place = child
      child = 2 &* place &+ 1
    }
    times[place] = time
  }

  @inline(__always)
  mutating func removeEarliest() {
    count &-= 1
    if count > 0 { replaceEarliest(by: times[count]) }
  }

  @inline(__always)
  mutating func insert(_ time: Double) {
    var place = count
    count &+= 1
    while place > 0 {
      let parent = (place &- 1) / 2
      guard time < times[parent] else { break }
      times[place] = times[parent]
      place = parent
    }
    times[place] = time
  }
}

/// A ring of times with a fixed capacity. It holds idle nodes, which are used from the newest end and removed from the
/// oldest, or booting nodes.
struct TimeRing {
  private var times: [Double]
  private let mask: Int
  private var old = 0
  private(set) var count = 0

  init(capacity: Int) {
    var size = 1
    while size < capacity { size *= 2 }
    times = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// The oldest time; infinite if there is none.
  @inline(__always)
  var oldest: Double { count > 0 ? times[old & mask] : .infinity }

  @inline(__always)
  mutating func append(_ time: Double) {
    times[(old &+ count) & mask] = time
    count &+= 1
  }

  @inline(__always)
  mutating func removeOldest() {
    old &+= 1
    count &-= 1
  }

  @inline(__always)
  mutating func removeYoungest() { count &-= 1 }
}
