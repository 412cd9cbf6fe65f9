import Synchronization

/// Values that are made when they are first asked for, by whichever thread comes first.
///
/// Reading one takes a single load. Counting a reference would make the cores that check requests wait for each other.
final class LazyValues<Value: Sendable>: @unchecked Sendable {
  // INVARIANT: a slot is set once, to a value that lives as long as this object; slots are touched by atomic operations alone.
  private let slots: UnsafeMutableBufferPointer<Atomic<UnsafeMutablePointer<Value>?>>

  /// Creates `count` empty slots.
  init(count: Int) {
    slots = .allocate(capacity: count)
    for place in slots.indices { slots.initializeElement(at: place, to: Atomic(nil)) }
  }

  deinit {
    for place in slots.indices {
      guard let value = slots[place].load(ordering: .acquiring) else { continue }
      value.deinitialize(count: 1)
      value.deallocate()
    }
    slots.deinitialize()
    slots.deallocate()
  }

  /// The value of a place. Two threads may both make it; the first one's counts.
  func value(_ place: Int, _ make: () -> Value) -> Value {
    precondition(slots.indices.contains(place), "the place is one of the table's")
    if let value = slots[place].load(ordering: .acquiring) { return value.pointee }
    let made = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    made.initialize(to: make())
    let (isFirst, known) = slots[place].compareExchange(
      expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return made.pointee }
    made.deinitialize(count: 1)
    made.deallocate()
    return known.pointee
  }
}
