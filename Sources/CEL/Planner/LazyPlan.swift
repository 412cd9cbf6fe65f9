import Synchronization

/// The plan of a program. It is made at the first evaluation, or at once where planning may find a mistake in the source.
///
/// Every evaluation asks for it, so that reading it takes one load: a lazy reference of the standard library would also count
/// a reference, at a tenth of the time of a small expression.
final class LazyPlan: @unchecked Sendable {  // both are written once, under the lock, before `isMade`
  private let isMade = Atomic<Bool>(false)
  private let lock = Mutex<Void>(())
  private var node: Node?
  /// The same, read without counting a reference: this object keeps it.
  private var reference: Unmanaged<Node>?

  /// Takes a plan that is made beforehand.
  func set(_ node: Node) {
    lock.withLock { _ in
      guard self.node == nil else { return }
      self.node = node
      reference = .passUnretained(node)
      isMade.store(true, ordering: .releasing)
    }
  }

  /// Hands over the plan, made when there is none yet.
  @inline(__always)
  func withNode(orMaking make: () -> Node, _ body: (Node) -> Value) -> Value {
    if !isMade.load(ordering: .acquiring) { set(make()) }
    // INVARIANT: `set` has left a node, which is never replaced.
    guard let reference else { return .failure(.invalidArgument, "the expression has no plan") }
    return reference._withUnsafeGuaranteedRef(body)
  }
}
