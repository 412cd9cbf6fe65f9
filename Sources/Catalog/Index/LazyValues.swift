import Synchronization

/// Values that are created on first access, on any thread.
///
/// Reading a value takes one atomic load. Reference counting would make the cores that check requests wait for each
/// other.
final class LazyValues<Value: Sendable>: @unchecked Sendable {
  // INVARIANT: a slot is set once, to a value that lives as long as this object; slots are accessed only atomically.
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

  /// The value in a slot. Two threads may both create it; the first one is kept.
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
