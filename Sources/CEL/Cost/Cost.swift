/// The costs of the steps of an evaluation. The units are those of Kubernetes and cel-go (cel-go,
/// interpreter/runtimecost.go and checker/cost.go, constants `SelectAndIdentCost` and so on).
enum Cost {
  /// The cost of reading a variable or a field, of a call, and of a round of a loop.
  static let step: UInt64 = 1
  /// The cost of making a list.
  static let list: UInt64 = 10
  /// The cost of making a map.
  static let map: UInt64 = 30
  /// The cost of making a struct.
  static let structure: UInt64 = 40
  /// The code units of text that one unit reads.
  static let textPerUnit: UInt64 = 10
  /// The code units of a pattern that add a unit to its weight.
  static let patternPerUnit = 4
  /// The instructions of RE2's programs that add a unit to the weight of a pattern.
  static let programPerUnit = 16
  /// The minimum cost of compiling a pattern that is not constant. The size of RE2's program is added to it.
  static let pattern: UInt64 = 100
  /// The cost of finding that a pattern is too large for RE2, which takes a few milliseconds by measurement.
  static let largestPattern: UInt64 = 50_000

  /// The cost of reading a text or bytes once. Every call of a function is charged for its arguments.
  static func reading(_ value: Value) -> UInt64 {
    switch value {
    case .string(let text): traversal(ofText: text.utf8.count)
    case .bytes(let bytes): traversal(ofText: bytes.count)
    default: 0
    }
  }

  /// The cost of going through a list or map once.
  static func elements(of value: Value) -> UInt64 {
    switch value {
    case .list(let elements): UInt64(elements.count)
    case .map(let map): UInt64(map.count)
    default: 0
    }
  }

  static func traversal(ofText count: Int) -> UInt64 { (UInt64(count) + textPerUnit - 1) / textPerUnit }
  /// The cost of searching a text for a pattern.
  static func matching(weight: UInt64, textCount: Int) -> UInt64 {
    max(1, traversal(ofText: textCount + 1)).multipliedSaturating(by: weight)
  }

  /// The factor by which a pattern multiplies the cost of reading a text.
  static func patternWeight(sourceCount: Int, programSize: Int) -> UInt64 {
    UInt64(max(1, (sourceCount + patternPerUnit - 1) / patternPerUnit, programSize / programPerUnit))
  }
}

/// Costs before an evaluation, when only bounds of sizes are known.
extension Cost {
  static func traversal(ofCount count: UInt64) -> UInt64 {
    count == .max ? .max : count / textPerUnit + (count % textPerUnit == 0 ? 0 : 1)
  }

  static func matching(weight: UInt64, textCount: UInt64) -> UInt64 {
    textCount < .max ? max(1, traversal(ofCount: textCount + 1)).multipliedSaturating(by: weight) : .max
  }

  /// The maximum weight of a pattern of `count` code units whose program fits the memory of an evaluation's pattern.
  static func patternWeight(ofCount count: UInt64) -> UInt64 {
    max(count / UInt64(patternPerUnit) + 1, 2 * largestPattern / UInt64(programPerUnit))
  }

  /// The cost of reading a value of an extent, if it is a text or bytes.
  static func reading(_ extent: Extent, _ type: ValueType) -> Interval {
    switch type {
    case .string, .bytes: extent.count.map(traversal(ofCount:))
    case .dyn, .parameter, .wrapper, .error: extent.count.map(traversal(ofCount:)).atMost
    default: .zero
    }
  }

  /// The cost of sorting `count` elements by keys.
  static func sorting(_ count: Interval, by key: Extent, _ type: ValueType) -> Interval {
    let rounds = count.map { UInt64(UInt64.bitWidth - $0.leadingZeroBitCount) }
    return (count * rounds * (reading(key, type) + step)).atMost
  }
}
