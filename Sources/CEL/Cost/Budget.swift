/// The work that an evaluation may do and has done so far.
struct Budget: Sendable {
  /// The units of work done, about one for each step of an evaluation; see `Cost`.
  private(set) var spent: UInt64 = 0
  /// The maximum number of units.
  let limit: UInt64
  /// Whether the limit was exceeded or the task was cancelled. Values computed after that are discarded.
  private(set) var isExhausted = false
  /// Whether the task was cancelled.
  private(set) var isCancelled = false
  private var untilCancellationCheck: Int = 256

  init(limit: UInt64) {
    self.limit = limit
  }

  /// Spends units. Returns false if they exceed the limit.
  @discardableResult
  mutating func spend(_ units: UInt64) -> Bool {
    let (sum, overflows) = spent.addingReportingOverflow(units)
    spent = overflows ? .max : sum
    if spent > limit { isExhausted = true }
    return !isExhausted
  }

  /// Returns whether a loop may run another round. Regularly checks whether the task was cancelled.
  mutating func mayIterate() -> Bool {
    untilCancellationCheck -= 1
    if untilCancellationCheck <= 0 {
      untilCancellationCheck = 256
      if Task.isCancelled {
        isCancelled = true
        isExhausted = true
      }
    }
    return spend(Cost.step)
  }

  /// The failure to return in place of a value.
  var failure: Value {
    isCancelled
      ? .failure(.cancelled, "the evaluation was cancelled")
      : .failure(.costLimitExceeded, "the evaluation costs more than the limit of \(limit)")
  }
}
