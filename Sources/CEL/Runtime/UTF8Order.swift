import Glibc

/// Comparison of strings by their UTF-8, whose order is that of code points.
enum UTF8Order {
  static func isEqual(_ one: String, _ other: String) -> Bool {
    let left = one.utf8Span.span
    let right = other.utf8Span.span
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        guard let one = left.baseAddress, let other = right.baseAddress else { return true }
        return memcmp(one, other, left.count) == 0
      }
    }
  }

  static func isLess(_ one: String, _ other: String) -> Bool { compare(one, other) < 0 }

  /// Less than, equal to or greater than zero.
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
