/// The successive matches of a pattern in a text. They do not overlap, and an empty match does not begin where the
/// previous one ends, as in Go's package `regexp` and RE2's `GlobalReplace`.
struct PatternMatches {
  let bytes: [UInt8]
  private let pattern: RegularExpression
  private var position = 0
  private var lastEnd: Int?

  init(of pattern: RegularExpression, in text: String) {
    self.pattern = pattern
    bytes = Array(text.utf8)
  }

  /// Returns the UTF-8 range of the next match and of each group; nil if there is none or the budget is exhausted.
  mutating func next(_ budget: inout Budget) -> [Range<Int>?]? {
    while position <= bytes.count {
      guard budget.mayIterate(),
        budget.spend(Cost.matching(weight: pattern.weight, textCount: bytes.count - position)),
        let spans = pattern.firstMatch(in: bytes, from: position), let whole = spans[0]
      else { return nil }
      if whole.isEmpty {
        advance(behind: whole.upperBound)
        if whole.lowerBound == lastEnd { continue }
      } else {
        position = whole.upperBound
      }
      lastEnd = whole.upperBound
      return spans
    }
    return nil
  }

  /// Continues at the next code point.
  private mutating func advance(behind offset: Int) {
    position = offset + 1
    while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
  }

  /// Returns the text of a group; empty if it took no part.
  func text(_ span: Range<Int>?) -> String {
    span.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
  }
}
