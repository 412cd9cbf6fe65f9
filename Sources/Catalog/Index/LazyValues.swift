import Synchronization

/// Values that are made when they are first asked for, by whichever thread comes first.
final class LazyValues<Value: Sendable>: @unchecked Sendable {
  // INVARIANT: the slots are touched by their atomic operations alone.
  private final class Box: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private let slots: UnsafeMutableBufferPointer<AtomicLazyReference<Box>>

  /// Creates `count` empty slots.
  init(count: Int) {
    slots = .allocate(capacity: count)
    for place in slots.indices { slots.initializeElement(at: place, to: AtomicLazyReference()) }
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  /// The value of a place. Two threads may both make it; the first one's counts.
  func value(_ place: Int, _ make: () -> Value) -> Value {
    precondition(slots.indices.contains(place), "the place is one of the table's")
    if let box = slots[place].load() { return box.value }
    return slots[place].storeIfNil(Box(make())).value
  }
}
