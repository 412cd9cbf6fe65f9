import Glibc

/// Runs replications on all cores and delivers them in the order of their numbers, so that results do not depend on
/// cores or timing.
enum Replications {
  /// Runs replications until `consume` has enough.
  /// - Parameters:
  ///   - most: the maximum number of replications.
  ///   - threads: the number that run at the same time; nil for one per core.
  ///   - make: runs the replication with the given number.
  ///   - consume: takes the next replication; returns true if no more are needed.
  /// - Throws: `CancellationError` if the task is cancelled before that.
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
      // Each replication that ends starts the next, so that no core waits for the slowest of a batch.
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
