import Spelling

/// Recognizes the key of an external ID in any spelling: `externalId`, `external_id`, `EXTERNAL-ID`, `extenalId`,
/// `extId`. No other code decides this.
package enum ExternalIDKey {
  /// The meaning of a key.
  package enum Meaning: Sendable {
    /// The key of an external ID.
    case externalId
    /// Probably the key of an external ID: its value is hidden, and the key is not a known word for something else.
    case likelyExternalId
    /// The key of the source of an external ID, such as `externalIdFrom`.
    case source
  }

  /// The meaning of a key; nil for any other.
  ///
  /// For a path such as `spec.externalId`, the last part is checked as well.
  package static func meaning(of key: String) -> Meaning? { meaning(of: key.utf8) }

  /// The same for bytes. Internal, because generic functions are not specialized for callers in other modules.
  static func meaning(of key: some BidirectionalCollection<UInt8>) -> Meaning? {
    let dot = key.lastIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    if let dot, case .externalId? = letters(of: key[key.index(after: dot)...]).flatMap({ meaning(ofLetters: $0) }) {
      return .externalId
    }
    return letters(of: key).flatMap { meaning(ofLetters: $0) }
  }

  private static func meaning(ofLetters letters: [UInt8]) -> Meaning? {
    if letters == source { return .source }
    let distance = distance(letters, externalId)
    let sourceDistance = self.distance(letters, source)
    if sourceDistance < distance { return sourceDistance <= source.count / 3 ? .source : nil }
    if distance <= 2 || isAbbreviation(letters) {
      return otherWords.contains { $0.utf8.elementsEqual(letters) } ? .likelyExternalId : .externalId
    }
    // A key for which a message would suggest `externalId`: as many typing errors as `Spelling.nearest` accepts.
    return distance <= min(mostSlips, max(letters.count, externalId.count) / 3) ? .likelyExternalId : nil
  }

  /// The number of typing errors, up to one more than the most. It cannot be less than the number of letters that only one
  /// of both has, which tells quickly of most words that they are too far.
  private static func distance(_ letters: [UInt8], _ word: [UInt8]) -> Int {
    var missing = 0
    var others = letters
    for letter in word {
      if let index = others.firstIndex(of: letter) { others.remove(at: index) } else { missing += 1 }
    }
    guard max(missing, others.count) <= mostSlips else { return mostSlips + 1 }
    return Spelling.distance(letters, word, limit: mostSlips)
  }

  /// Whether policies treat the values of a key as external IDs. Policies also see documents of other tools.
  package static func names(_ key: String) -> Bool {
    if case .externalId? = meaning(of: key.utf8) { true } else { false }
  }

  private static let externalId = Array("externalid".utf8)
  private static let source = Array("externalidfrom".utf8)
  /// The maximum number of typing errors; beyond it, no key is similar.
  private static let mostSlips = 5
  /// Similar words that Kubernetes and others use.
  private static let otherWords = ["external", "externals", "externalip", "externalips", "internalid"]

  /// The lowercase letters and digits of a key; nil if they cannot spell an external ID's key, which is quick to detect
  /// for most keys.
  private static func letters(of key: some Sequence<UInt8>) -> [UInt8]? {
    var letters: [UInt8] = []
    var seen: UInt32 = 0
    for byte in key {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): letters.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      default: continue
      }
      guard letters.count <= 20 else { return nil }
      if let last = letters.last, last >= UInt8(ascii: "a") { seen |= 1 << UInt32(last - UInt8(ascii: "a")) }
    }
    return letters.count >= 5 && (seen & wanted).nonzeroBitCount >= 5 ? letters : nil
  }

  private static let wanted = externalId.reduce(UInt32(0)) { $0 | 1 << UInt32($1 - UInt8(ascii: "a")) }

  /// Whether the letters are `ext`, some of the letters of `ernal` in order, and `id`.
  private static func isAbbreviation(_ letters: [UInt8]) -> Bool {
    guard letters.starts(with: "ext".utf8), letters.suffix(2).elementsEqual("id".utf8) else { return false }
    var rest = Array("ernal".utf8)[...]
    for letter in letters.dropFirst(3).dropLast(2) {
      guard let index = rest.firstIndex(of: letter) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }
}
