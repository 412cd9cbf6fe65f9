import Dispatch
import Glibc
import Synchronization

/// Applies a function to each element on all cores and returns the results in order. A thread takes `width` elements at
/// a time; arrays of at most `width` elements run on the caller's thread.
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

/// Whether the process can open the file descriptors that Dispatch needs. Dispatch traps if it cannot open one.
private let canBeConcurrent: Bool = {
  let descriptors = (0..<8).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
  for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
  return descriptors.allSatisfy { $0 >= 0 }
}()
