import Glibc

/// Makes replications on all cores and hands them on in the order of their numbers, so that what is made of them does
/// not depend on cores or timing.
enum Replications {
  /// Makes replications until `consume` says that it has enough.
  /// - Parameters:
  ///   - most: how many at most.
  ///   - threads: how many at a time; nil for one per core.
  ///   - make: makes the one of that number.
  ///   - consume: takes the next one; true if no more are needed.
  /// - Throws: `CancellationError` when the task is cancelled before.
  static func run<Replication: Sendable>(
    most: Int, threads: Int?, make: @escaping @Sendable (Int) -> Replication, consume: (Replication) -> Bool
  ) async throws(CancellationError) {
    let threads = threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    var early: [Int: Replication] = [:]
    var consumed = 0
    var isEnough = false
    await withTaskGroup(of: (Int, Replication)?.self) { group in
      var next = 0
      func start() {
        let number = next
        next += 1
        group.addTask { Task.isCancelled ? nil : (number, make(number)) }
      }
      // Every one that ends starts the next, so that no core waits for the slowest of a batch.
      while next < min(threads, most) { start() }
      while let done = await group.next() {
        guard let (number, replication) = done, !isEnough else { continue }
        early[number] = replication
        while !isEnough, let following = early.removeValue(forKey: consumed) {
          consumed += 1
          isEnough = consume(following) || consumed == most
        }
        if isEnough { group.cancelAll() } else if next < most, !Task.isCancelled { start() }
      }
    }
    guard isEnough else { throw CancellationError() }
  }
}
