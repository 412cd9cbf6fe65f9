/// The work that an evaluation may do, and has done so far.
struct Budget: Sendable {
  /// Units of work done: about one for each step of an evaluation, see `Cost`.
  private(set) var spent: UInt64 = 0
  /// Units that may be spent.
  let limit: UInt64
  /// Whether more was asked for than the limit, or the task was cancelled. What is computed then is discarded.
  private(set) var isExhausted = false
  /// Whether it was the task's cancellation.
  private(set) var isCancelled = false
  private var untilCancellationCheck: Int = 256

  init(limit: UInt64) {
    self.limit = limit
  }

  /// Spends units; false where that is more than the limit allows.
  @discardableResult
  mutating func spend(_ units: UInt64) -> Bool {
    let (sum, overflows) = spent.addingReportingOverflow(units)
    spent = overflows ? .max : sum
    if spent > limit { isExhausted = true }
    return !isExhausted
  }

  /// Whether a loop may go round once more; looks at the task's cancellation now and then.
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
