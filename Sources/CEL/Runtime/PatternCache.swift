import Synchronization

/// The last patterns that a call compiled: parameters give the same few again and again, and compiling one takes as long
/// as a hundred matches.
final class PatternCache: Sendable {
  private struct Entry {
    let source: String
    let pattern: RegularExpression
  }

  private let entries = Mutex<[Entry]>([])

  /// Patterns that are kept.
  private static let limit = 4
  /// The size of the largest program that is kept, so that a cache takes some kilobytes only.
  private static let largestProgram: UInt64 = 200

  /// The pattern of a source; nil also while another thread uses the cache, which no evaluation waits for.
  subscript(source: String) -> RegularExpression? {
    entries.withLockIfAvailable { entries in
      entries.first { UTF8Order.isEqual($0.source, source) }?.pattern
    } ?? nil
  }

  /// Keeps a pattern in place of the oldest.
  func keep(_ pattern: RegularExpression, of source: String) {
    guard pattern.programSize <= Self.largestProgram else { return }
    entries.withLockIfAvailable { entries in
      if entries.count == Self.limit { entries.removeFirst() }
      entries.append(Entry(source: source, pattern: pattern))
    }
  }
}
