import Glibc

/// Compares strings by their UTF-8, whose order is that of code points.
@usableFromInline enum UTF8Order {
  @usableFromInline static func isEqual(_ one: String, _ other: String) -> Bool {
    guard one.utf8.count == other.utf8.count else { return false }
    let isEqual = one.utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let one = left.baseAddress, let other = right.baseAddress else { return true }
        return memcmp(one, other, left.count) == 0
      }
    }
    return (isEqual ?? nil) ?? one.utf8.elementsEqual(other.utf8)  // Swift strings are contiguous
  }

  static func isLess(_ one: String, _ other: String) -> Bool { compare(one, other) < 0 }

  /// Returns a number less than, equal to or greater than zero.
  static func compare(_ one: String, _ other: String) -> Int {
    let left = one.utf8Span.span
    let right = other.utf8Span.span
    for index in 0..<min(left.count, right.count) {
      let difference = Int(left[index]) - Int(right[index])
      if difference != 0 { return difference }
    }
    return left.count - right.count
  }
}
