import Synchronization

/// The last patterns that a call compiled. Parameters tend to give the same few patterns, and compiling one takes as
/// long as a hundred matches.
final class PatternCache: Sendable {
  private struct Entry {
    let source: String
    let pattern: RegularExpression
  }

  // INVARIANT: accessed only by the thread that has set `isTaken`.
  nonisolated(unsafe) private var entries: [Entry] = []
  /// Whether a thread uses the entries. A flag suffices, because nobody waits for it. A contended `Mutex` makes a
  /// system call, and the thread sanitizer cannot see a lock taken that way.
  private let isTaken = Atomic(false)

  /// The maximum number of patterns that are kept.
  private static let limit = 4
  /// The maximum size of a program that is kept, so that a cache takes only a few kilobytes.
  private static let largestProgram: UInt64 = 200

  /// Returns the pattern of a source. Also nil while another thread uses the cache, because evaluations do not wait.
  subscript(source: String) -> RegularExpression? {
    guard take() else { return nil }
    defer { isTaken.store(false, ordering: .releasing) }
    return entries.first { UTF8Order.isEqual($0.source, source) }?.pattern
  }

  /// Keeps a pattern in place of the oldest one.
  func keep(_ pattern: RegularExpression, of source: String) {
    guard pattern.programSize <= Self.largestProgram, take() else { return }
    defer { isTaken.store(false, ordering: .releasing) }
    if entries.count == Self.limit { entries.removeFirst() }
    entries.append(Entry(source: source, pattern: pattern))
  }

  private func take() -> Bool {
    isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }
}
