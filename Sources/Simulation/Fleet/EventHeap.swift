/// What happens to a job or a node, and when.
struct Event {
  /// The order of events at the same time; arrivals come between boots and interruptions.
  enum Kind: Int {
    /// A job ends.
    case end
    /// A node has booted.
    case boot
    /// A node is taken away.
    case interruption
  }

  let time: Double
  let kind: Kind
  /// The index of the job or the number of the node.
  let subject: Int
  /// The start of the job or the life of the node that the event belongs to. An event of an earlier one is void.
  let stamp: Int32
}

/// Future events, earliest first; at equal times by kind, then in order of insertion.
struct EventHeap {
  private var events: [(event: Event, number: Int)] = []
  private var entered = 0

  var first: Event? { events.first?.event }

  mutating func insert(_ event: Event) {
    events.append((event, entered))
    entered += 1
    var place = events.count - 1
    while place > 0, isBefore(place, (place - 1) / 2) {
      events.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() {
    guard let last = events.popLast(), !events.isEmpty else { return }
    events[0] = last
    var place = 0
    while true {
      var least = 2 * place + 1
      guard least < events.count else { return }
      if least + 1 < events.count, isBefore(least + 1, least) { least += 1 }
      guard isBefore(least, place) else { return }
      events.swapAt(place, least)
      place = least
    }
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    let (a, b) = (events[one], events[other])
    if a.event.time != b.event.time { return a.event.time < b.event.time }
    if a.event.kind != b.event.kind { return a.event.kind.rawValue < b.event.kind.rawValue }
    return a.number < b.number
  }
}
