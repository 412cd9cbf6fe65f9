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
  /// Code units of a pattern that add a unit to its weight.
  static let patternPerUnit = 4
  /// Instructions of RE2's programs that add a unit to the weight of a pattern.
  static let programPerUnit = 16
  /// Compiling a pattern that is not constant, at least: what it costs more is the size of RE2's program.
  static let pattern: UInt64 = 100
  /// Finding out that a pattern is too large for RE2: measured, it takes a few milliseconds.
  static let largestPattern: UInt64 = 50_000

  /// Reading a text or bytes once from end to end, which every call of a function is charged for its arguments.
  static func reading(_ value: Value) -> UInt64 {
    switch value {
    case .string(let text): traversal(ofText: text.utf8.count)
    case .bytes(let bytes): traversal(ofText: bytes.count)
    default: 0
    }
  }

  /// Going once through a list or map.
  static func elements(of value: Value) -> UInt64 {
    switch value {
    case .list(let elements): UInt64(elements.count)
    case .map(let map): UInt64(map.count)
    default: 0
    }
  }

  static func traversal(ofText count: Int) -> UInt64 { (UInt64(count) + textPerUnit - 1) / textPerUnit }
  /// Searching a text for a pattern.
  static func matching(weight: UInt64, textCount: Int) -> UInt64 {
    max(1, traversal(ofText: textCount + 1)).multipliedSaturating(by: weight)
  }

  /// What a pattern multiplies the cost of reading a text with.
  static func patternWeight(sourceCount: Int, programSize: Int) -> UInt64 {
    UInt64(max(1, (sourceCount + patternPerUnit - 1) / patternPerUnit, programSize / programPerUnit))
  }
}

/// Before an evaluation, when sizes are bounds.
extension Cost {
  static func traversal(ofCount count: UInt64) -> UInt64 {
    count == .max ? .max : count / textPerUnit + (count % textPerUnit == 0 ? 0 : 1)
  }

  static func matching(weight: UInt64, textCount: UInt64) -> UInt64 {
    textCount < .max ? max(1, traversal(ofCount: textCount + 1)).multipliedSaturating(by: weight) : .max
  }

  /// The greatest weight of a pattern of `count` code units, whose program fits the memory that an evaluation gives it.
  static func patternWeight(ofCount count: UInt64) -> UInt64 {
    max(count / UInt64(patternPerUnit) + 1, 2 * largestPattern / UInt64(programPerUnit))
  }

  /// Reading a value of an extent, if it is a text or bytes.
  static func reading(_ extent: Extent, _ type: ValueType) -> Interval {
    switch type {
    case .string, .bytes: extent.count.map(traversal(ofCount:))
    case .dyn, .parameter, .wrapper, .error: extent.count.map(traversal(ofCount:)).atMost
    default: .zero
    }
  }

  /// Sorting `count` elements by keys.
  static func sorting(_ count: Interval, by key: Extent, _ type: ValueType) -> Interval {
    let rounds = count.map { UInt64(UInt64.bitWidth - $0.leadingZeroBitCount) }
    return (count * rounds * (reading(key, type) + step)).atMost
  }
}
