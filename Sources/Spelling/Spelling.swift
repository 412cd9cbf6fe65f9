/// Finds what somebody probably meant to write.
public enum Spelling {
  /// The candidates nearest to a word by edit distance (insertions, deletions, substitutions, swaps of neighbors),
  /// nearest first, ties in their given order. Candidates that differ in more than a third of their characters are left
  /// out.
  public static func nearest<Candidates: Sequence<String>>(
    to word: String, in candidates: Candidates, count: Int = 1
  ) -> [String] {
    let word = Array(word.utf8)
    guard word.count <= 64 else { return [] }
    var found: [(candidate: String, distance: Int)] = []
    for candidate in candidates {
      let length = max(word.count, candidate.utf8.count)
      let limit = max(1, length / 3)
      guard length <= 64, abs(word.count - candidate.utf8.count) <= limit else { continue }
      let distance = distance(word, Array(candidate.utf8), limit: limit)
      if distance <= limit { found.append((candidate, distance)) }
    }
    let order = found.indices.sorted { (found[$0].distance, $0) < (found[$1].distance, $1) }
    return order.prefix(count).map { found[$0].candidate }
  }

  /// The candidate that a word certainly stands for: the same but for blanks around it and letter case, or the only one that
  /// differs by one insertion, deletion, substitution or swap of letters. Another digit is another name, never a slip.
  public static func certain<Candidates: Sequence<String>>(_ word: String, in candidates: Candidates) -> String? {
    let word = word.trimmingBlanks
    guard !word.isEmpty, word.utf8.count <= 64 else { return nil }
    func digits(_ text: String) -> [UInt8] { text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
    var near: [String] = []
    for candidate in candidates {
      let distance = distance(Array(word.utf8), Array(candidate.utf8), limit: 1)
      if distance == 0 { return candidate }
      if distance == 1 { near.append(candidate) }
    }
    guard near.count == 1, let only = near.first, digits(word) == digits(only) else { return nil }
    return only
  }

  /// The question whether somebody meant to write a name, for a help line.
  public static func question(_ name: String) -> String { "did you mean `\(name)`?" }

  /// The number of insertions, deletions, substitutions and swaps of neighbors that turn one short word into another.
  public static func distance(_ one: String, _ other: String) -> Int {
    distance(Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)), limit: .max - 1)
  }

  /// The optimal string alignment distance. ASCII letters are compared without case. Distances above `limit` are
  /// reported as `limit + 1`.
  package static func distance(_ one: [UInt8], _ other: [UInt8], limit: Int) -> Int {
    // Each difference in length takes an insertion or a deletion.
    guard max(one.count, other.count) - min(one.count, other.count) <= limit else { return limit + 1 }
    // Three rows of the usual table, one after another: the row before the last, the last, and the current one.
    let width = other.count + 1
    var rows = [Int](repeating: 0, count: 3 * width)
    var (beforeLast, last, current) = (0, width, 2 * width)
    for column in 0..<width { rows[last + column] = column }
    for row in 0..<one.count {
      let letter = lowercased(one[row])
      rows[current] = row + 1
      var least = row + 1
      for column in 0..<other.count {
        let otherLetter = lowercased(other[column])
        var best = min(
          rows[last + column] + (letter == otherLetter ? 0 : 1), rows[last + column + 1] + 1,
          rows[current + column] + 1)
        if row > 0, column > 0, letter == lowercased(other[column - 1]), lowercased(one[row - 1]) == otherLetter {
          best = min(best, rows[beforeLast + column - 1] + 1)
        }
        rows[current + column + 1] = best
        least = min(least, best)
      }
      if least > limit { return limit + 1 }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return rows[last + other.count]
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
