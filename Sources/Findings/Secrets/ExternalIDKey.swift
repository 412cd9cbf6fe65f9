import Spelling

/// Recognises the key of an external id, however it is spelt: `externalId`, `external_id`, `EXTERNAL-ID`, `extenalId`,
/// `extId`. The one place that knows.
package enum ExternalIDKey {
  /// What a key is taken for.
  package enum Meaning: Sendable {
    /// The key of an external id.
    case externalId
    /// Probably that of an external id: what it holds is hidden, and it is nobody else's word for something.
    case likelyExternalId
    /// The key of the place that an external id comes from, such as `externalIdFrom`.
    case source
  }

  /// What a key is meant as; nil for any other.
  ///
  /// Of a path such as `spec.externalId` the last part counts too.
  package static func meaning(of key: String) -> Meaning? { meaning(of: key.utf8) }

  /// The same for any bytes. Internal, since a generic function is not specialized for callers in other modules.
  static func meaning(of key: some BidirectionalCollection<UInt8>) -> Meaning? {
    let dot = key.lastIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    if let dot, case .externalId? = letters(of: key[key.index(after: dot)...]).flatMap({ meaning(ofLetters: $0) }) {
      return .externalId
    }
    return letters(of: key).flatMap { meaning(ofLetters: $0) }
  }

  private static func meaning(ofLetters letters: [UInt8]) -> Meaning? {
    let distance = Spelling.distance(letters, externalId, limit: mostSlips)
    let sourceDistance = Spelling.distance(letters, source, limit: mostSlips)
    if sourceDistance < distance { return sourceDistance <= source.count / 3 ? .source : nil }
    if distance <= 2 || isAbbreviation(letters) {
      return otherWords.contains { $0.utf8.elementsEqual(letters) } ? .likelyExternalId : .externalId
    }
    // What a message would propose `externalId` for: as many slips as `Spelling.nearest` takes for one.
    return distance <= min(mostSlips, max(letters.count, externalId.count) / 3) ? .likelyExternalId : nil
  }

  /// Whether the values of a key are external ids to policies, which see other people's documents too.
  package static func names(_ key: String) -> Bool {
    if case .externalId? = meaning(of: key.utf8) { true } else { false }
  }

  private static let externalId = Array("externalid".utf8)
  private static let source = Array("externalidfrom".utf8)
  /// Beyond them no key is near.
  private static let mostSlips = 5
  /// Words that are near, and that Kubernetes and others use.
  private static let otherWords = ["external", "externals", "externalip", "externalips", "internalid"]

  /// Letters and digits of a key, without case; nil if they cannot be an external id's, which is cheap to see of most keys.
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

  /// `ext`, some of the letters of `ernal` in their order, `id`.
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
