/// The work that an evaluation may do, and has done so far.
public struct Budget: Sendable {
  /// Units of work done: about one for each step of an evaluation, see `Cost`.
  public private(set) var spent: UInt64 = 0
  /// Units that may be spent.
  public let limit: UInt64
  /// Whether more was asked for than the limit, or the task was cancelled. What is computed then is discarded.
  public private(set) var isExhausted = false
  /// Whether it was the task's cancellation.
  private(set) var isCancelled = false
  private var untilCancellationCheck: Int = 256

  init(limit: UInt64) {
    self.limit = limit
  }

  /// Spends units; false where that is more than the limit allows.
  @discardableResult
  public mutating func spend(_ units: UInt64) -> Bool {
    let (sum, overflows) = spent.addingReportingOverflow(units)
    spent = overflows ? .max : sum
    if spent > limit { isExhausted = true }
    return !isExhausted
  }

  /// Spends a unit for each element, or for every ten code units of text.
  @discardableResult
  mutating func traverse(_ value: Value) -> Bool { spend(Cost.traversal(of: value)) }

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

/// What the steps of an evaluation cost. The units are those of Kubernetes and cel-go (cel-go, interpreter/runtimecost.go
/// and checker/cost.go, constants `SelectAndIdentCost` and so on).
enum Cost {
  /// Reading a variable or a field, calling a function, going round a loop.
  static let step: UInt64 = 1
  /// Making a list.
  static let list: UInt64 = 10
  /// Making a map.
  static let map: UInt64 = 30
  /// Making a struct.
  static let structure: UInt64 = 40
  /// Code units of text that one unit reads.
  static let textPerUnit: UInt64 = 10
  /// Units of a regular expression for every four code units of the pattern, times those for reading the text.
  static let patternPerUnit: UInt64 = 4

  /// Reading a value once from end to end.
  static func traversal(of value: Value) -> UInt64 {
    switch value {
    case .string(let text): traversal(ofText: text.utf8.count)
    case .bytes(let bytes): traversal(ofText: bytes.count)
    case .list(let elements): UInt64(elements.count)
    case .map(let map): UInt64(map.count)
    default: 0
    }
  }

  static func traversal(ofText count: Int) -> UInt64 { (UInt64(count) + textPerUnit - 1) / textPerUnit }

  /// Searching a text for a pattern.
  static func matching(patternCount: Int, textCount: Int) -> UInt64 {
    max(1, traversal(ofText: textCount + 1)) * max(1, (UInt64(patternCount) + patternPerUnit - 1) / patternPerUnit)
  }
}
