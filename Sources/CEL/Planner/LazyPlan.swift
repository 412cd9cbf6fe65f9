import Synchronization

/// The plan of a program. It is made at the first evaluation, or at once if planning may find a mistake in the source.
///
/// Every evaluation reads it, so reading takes a single load. `AtomicLazyReference` also counts a reference, which took
/// a tenth of the time of six small expressions.
final class LazyPlan: Sendable {
  // INVARIANT: it is set once, to a node that this object has retained.
  private let reference = Atomic<Unmanaged<Node>?>(nil)

  deinit { reference.load(ordering: .acquiring)?.release() }

  /// Stores a plan and returns the one that counts: if two threads make one, that is the first.
  @discardableResult
  func set(_ node: Node) -> Unmanaged<Node> {
    let made = Unmanaged.passRetained(node)
    let (isFirst, known) = reference.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return made }
    made.release()
    return known
  }

  /// Passes the plan to the body, making it if there is none.
  @inline(__always)
  func withNode(orMaking make: () -> Node, _ body: (Node) -> Value) -> Value {
    (reference.load(ordering: .acquiring) ?? set(make()))._withUnsafeGuaranteedRef(body)
  }
}
