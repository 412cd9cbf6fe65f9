import Synchronization

/// The last patterns that a call compiled: parameters give the same few again and again, and compiling one takes as long
/// as a hundred matches.
final class PatternCache: Sendable {
  private struct Entry {
    let source: String
    let pattern: RegularExpression
  }

  // INVARIANT: touched by the thread alone that has set `isTaken`.
  nonisolated(unsafe) private var entries: [Entry] = []
  /// Whether a thread uses the entries. A flag suffices, since nobody waits for it: a `Mutex` that is taken asks the
  /// system, and that way in is hidden from the thread sanitizer.
  private let isTaken = Atomic(false)

  /// Patterns that are kept.
  private static let limit = 4
  /// The size of the largest program that is kept, so that a cache takes some kilobytes only.
  private static let largestProgram: UInt64 = 200

  /// The pattern of a source; nil also while another thread uses the cache, which no evaluation waits for.
  subscript(source: String) -> RegularExpression? {
    guard take() else { return nil }
    defer { isTaken.store(false, ordering: .releasing) }
    return entries.first { UTF8Order.isEqual($0.source, source) }?.pattern
  }

  /// Keeps a pattern in place of the oldest.
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
