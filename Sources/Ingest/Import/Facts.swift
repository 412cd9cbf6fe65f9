import Catalog
import Money
import Platform

/// A statement of a source, with what decides between it and others about the same.
///
/// The newest wins; on one day, what AWS's own files say; of these the one with the smaller SKU. Where even that is the same,
/// the text that sorts first wins, so that the order of the files never matters.
struct Dated<Value: Equatable & Sendable>: Sendable {
  /// The day or month, `2026-10-15` or `2026-02`.
  let date: String
  /// Whether AWS says so itself, not a copy or a table of somebody else.
  var isOfAWS = false
  /// The SKU of a price list.
  var sku = ""
  let value: Value
  /// All of the value as text, for deciding between values of one day.
  let text: String
  /// Where it is from, in words.
  var source = ""

  /// Whether it is believed rather than another.
  func wins(over other: Dated) -> Bool {
    if date != other.date { return date > other.date }
    if isOfAWS != other.isOfAWS { return isOfAWS }
    if sku != other.sku { return sku < other.sku }
    if text != other.text { return text.utf8.lexicographicallyPrecedes(other.text.utf8) }
    return source.utf8.lexicographicallyPrecedes(other.source.utf8)
  }

  /// Whether both are of one day and of the same standing, and say different things.
  func contradicts(_ other: Dated) -> Bool { date == other.date && isOfAWS == other.isOfAWS && value != other.value }
}

/// Two sources of one day that say different things.
package struct Conflict: Sendable, Hashable {
  /// What they speak of: `m5.large in us-east-1`.
  package let subject: String
  /// What is kept, with its source.
  package let kept: String
  /// What is not.
  package let other: String
}

/// Why parts of a file are not kept.
enum SkipReason: String, Sendable, CaseIterable {
  case dedicated = "other tenancy than shared"
  case operatingSystem = "other operating system than Linux"
  case software = "with software installed"
  case license = "with a custom license"
  case capacity = "a capacity reservation"
  case market = "of another market than on demand"
  case term = "reserved prices"
  case unit = "in another unit"
  case usage = "usages that bills do not need"
  case regionless = "in an unknown region"
  case local = "in a local zone"
  case product = "other product than Linux"
  case marketplace = "offered by somebody else than AWS"
  case free = "without a price"
  case range = "a part of a tier that is not given whole"
  case currency = "in another currency than US dollars"
  case location = "with zone letters, which differ by account"
  case typeName = "with an invalid type name"
  case quota = "quotas that do not limit vCPUs"
}
