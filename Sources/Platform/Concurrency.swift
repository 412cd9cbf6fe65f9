import Dispatch
import Glibc
import Synchronization

/// The results of a function on each element, in order, computed on every core. A thread takes
/// `width` elements at a time; no more than `width` elements are computed on the caller's thread.
package func concurrentMap<Element: Sendable, Outcome: Sendable>(
  _ elements: [Element], width: Int = 32, _ transform: @Sendable (Element) -> Outcome
) -> [Outcome] {
  guard elements.count > width, canBeConcurrent else { return elements.map(transform) }
  let slices = stride(from: 0, to: elements.count, by: width).map { $0..<min($0 + width, elements.count) }
  let results = Mutex([[Outcome]](repeating: [], count: slices.count))
  DispatchQueue.concurrentPerform(iterations: slices.count) { index in
    let mapped = elements[slices[index]].map(transform)
    results.withLock { $0[index] = mapped }
  }
  return results.withLock { $0.flatMap { $0 } }
}

/// Whether the process may open what Dispatch needs: it traps where it cannot open a file of its own.
private let canBeConcurrent: Bool = {
  let descriptors = (0..<8).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
  for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
  return descriptors.allSatisfy { $0 >= 0 }
}()
