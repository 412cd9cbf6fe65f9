import Platform

/// What became of one imported file.
package struct ImportedFile: Sendable {
  /// The path.
  package let path: String
  /// What it is, in words: `AWS price list of AmazonEC2`.
  package internal(set) var kind: String
  /// The day of what it says; nil if it carries none.
  package internal(set) var date: String?
  /// How many statements were kept, by what they are: `prices`.
  package internal(set) var kept: [String: Int] = [:]
  /// How many parts were passed over, by the reason.
  package internal(set) var skipped: [String: Int] = [:]

  /// Whether it is one part of an answer, and others were not asked for or not given.
  package internal(set) var isPart = false

  mutating func keep(_ what: String, _ count: Int = 1) {
    if count > 0 { kept[what, default: 0] += count }
  }

  mutating func skip(_ reason: SkipReason, _ count: Int = 1) {
    if count > 0 { skipped[reason.rawValue, default: 0] += count }
  }
}
