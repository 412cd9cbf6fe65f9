/// Finds repetitions of secrets: whole, truncated, in another case, percent-encoded or escaped. The work is linear in
/// the text searched, whatever the number of secrets.
package struct SecretTexts: Sendable {
  /// The number of consecutive bytes that reveal a secret.
  private static let width = 8
  /// The size in bytes of the shortest secret searched for. Shorter texts are not secrets, and occur in every text.
  private static let shortest = 4

  /// Every eight consecutive bytes of the secrets.
  private var parts: Set<UInt64> = []
  /// Secrets of fewer bytes, by length.
  private var short: [Int: Set<UInt64>] = [:]

  /// Creates a search for texts.
  package init(_ texts: some Sequence<String>) {
    for text in texts { add(Array(text.utf8)) }
  }

  /// Creates a search for the text in parts of a source: each of their lines, without quotes.
  init(of ranges: [Range<Int>], in bytes: ArraySlice<UInt8>) {
    for range in ranges {
      for line in bytes[range.clamped(to: bytes.indices)].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        let text = line.trimmed { " \t\"'".utf8.contains($0) }
        add(Array(text))
        let unescaped = Self.unescaped(text).bytes
        if !unescaped.elementsEqual(text) { add(unescaped) }
      }
    }
  }

  /// Whether there is nothing to search for.
  package var isEmpty: Bool { parts.isEmpty && short.isEmpty }

  private mutating func add(_ text: [UInt8]) {
    guard text.count >= Self.shortest else { return }
    var last: UInt64 = 0
    for (index, byte) in text.enumerated() {
      last = last << 8 | UInt64(Self.folded(byte))
      if index >= Self.width - 1 { parts.insert(last) }
    }
    if text.count < Self.width { short[text.count, default: []].insert(last) }
  }

  /// The text with asterisks in place of repeated secrets.
  package func masking(_ text: String) -> String {
    guard !isEmpty else { return text }
    let bytes = Array(text.utf8)
    let hidden = HiddenRanges(ranges(in: bytes[...]))
    guard !hidden.isEmpty else { return text }
    var masked = ""
    var offset = 0
    for scalar in text.unicodeScalars {
      masked.unicodeScalars.append(hidden.contains(offset) ? "*" : scalar)
      offset += UTF8.width(scalar)
    }
    return masked
  }

  /// Whether a text contains eight consecutive bytes of a secret, or is a shorter secret, in any case, escaped or not.
  package func areRepeated(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    return ranges(in: bytes[...]).contains { $0.count >= Self.width || $0 == bytes.indices }
  }

  /// The same search with one more text.
  package func adding(_ text: String) -> SecretTexts {
    var texts = self
    texts.add(Array(text.utf8))
    return texts
  }

  /// The ranges of bytes that repeat a secret, ordered by their ends.
  func ranges(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    guard !isEmpty else { return [] }
    var found = ranges(in: Array(bytes), at: Array(bytes.startIndex...bytes.endIndex))
    if bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "\\") }) {
      let unescaped = Self.unescaped(bytes)
      found += ranges(in: unescaped.bytes, at: unescaped.places)
    }
    return found
  }

  private func ranges(in bytes: [UInt8], at places: [Int]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var last: UInt64 = 0
    for index in bytes.indices {
      last = last << 8 | UInt64(Self.folded(bytes[index]))
      if index >= Self.width - 1, parts.contains(last) {
        found.append(places[index - Self.width + 1]..<places[index + 1])
      }
      for (count, texts) in short where index >= count - 1 && texts.contains(last & (1 << (8 * UInt64(count)) - 1)) {
        let start = index - count + 1
        // A short text within a word is a coincidence.
        guard start == 0 || !Self.isWord(bytes[start - 1]), index + 1 == bytes.count || !Self.isWord(bytes[index + 1])
        else { continue }
        found.append(places[start]..<places[index + 1])
      }
    }
    return found
  }

  /// The bytes with percent-encoding and backslash escapes resolved, and the offset of each and of the end.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], places: [Int]) {
    var result: [UInt8] = []
    var places: [Int] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var decoded = [bytes[index]]
      var length = 1
      if bytes[index] == UInt8(ascii: "%"), let value = hexadecimal(bytes, index + 1, 2) {
        (decoded, length) = ([UInt8(truncatingIfNeeded: value)], 3)
      } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex {
        let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][bytes[index + 1]]
        if let digits, let value = hexadecimal(bytes, index + 2, digits), let scalar = Unicode.Scalar(value) {
          (decoded, length) = (Array(String(scalar).utf8), 2 + digits)
        } else {
          (decoded, length) = ([bytes[index + 1]], 2)
        }
      }
      result += decoded
      places += Array(repeating: index, count: decoded.count)
      index += length
    }
    return (result, places + [bytes.endIndex])
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= bytes.endIndex else { return nil }
    let digits = String(decoding: bytes[start..<start + count], as: UTF8.self)
    return digits.hasPrefix("+") || digits.hasPrefix("-") ? nil : UInt32(digits, radix: 16)
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch folded(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmed(_ isDropped: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var rest = drop(while: isDropped)
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}
