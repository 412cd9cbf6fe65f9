/// The bytes of a text, each with the range of the original text that it was written as.
///
/// A text is read in layers: as it is, with its escapes resolved, with the escapes of that result resolved, and so on.
/// This also finds text that was escaped twice.
struct EscapedText {
  /// The bytes.
  private(set) var bytes: [UInt8]
  /// The range of each byte in the original text.
  private(set) var places: [Range<Int>]

  /// Creates the first layer: the text as it is.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    places = bytes.indices.map { $0..<$0 + 1 }
  }

  private init(capacity: Int) {
    bytes = []
    places = []
    bytes.reserveCapacity(capacity)
    places.reserveCapacity(capacity)
  }

  /// The next layer, with percent-encoding (RFC 3986), JSON and C escapes, and HTML character references resolved; nil
  /// if there are none.
  var unescaped: EscapedText? {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") })
    else { return nil }
    var result = EscapedText(capacity: bytes.count)
    var index = 0
    while index < bytes.count {
      if let (text, length) = Self.escape(in: bytes[index...]) {
        let place = places[index].lowerBound..<places[index + length - 1].upperBound
        for byte in text { result.append(byte, place) }
        index += length
      } else {
        result.append(bytes[index], places[index])
        index += 1
      }
    }
    return result.bytes.count == bytes.count ? nil : result
  }

  /// The bytes without spaces, control characters and, in UTF-8, invisible characters, for text that was wrapped or
  /// spaced out. Nil if there are none of these.
  var closedUp: EscapedText? {
    var result = EscapedText(capacity: bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] <= 0x20 || bytes[index] == 0x7F {
        index += 1
      } else if bytes[index] >= 0xC2,
        let length = Self.invisibles.first(where: { bytes[index...].starts(with: $0) })?.count
      {
        index += length
      } else {
        result.append(bytes[index], places[index])
        index += 1
      }
    }
    return result.bytes.count == bytes.count ? nil : result
  }

  private mutating func append(_ byte: UInt8, _ place: Range<Int>) {
    bytes.append(byte)
    places.append(place)
  }

  /// Soft hyphen, zero-width space, non-joiner and joiner, word joiner, byte order mark and no-break space.
  private static let invisibles: [[UInt8]] = [
    "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{A0}",
  ]
  .map { Array($0.utf8) }

  // MARK: Escapes

  /// The bytes that the escape at the beginning stands for, and the length of the escape; nil if there is none.
  private static func escape(in bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int)? {
    switch bytes.first {
    case UInt8(ascii: "%"):
      guard let value = number(bytes.dropFirst().prefix(2), radix: 16, digits: 2...2) else { return nil }
      return ([UInt8(value)], 3)
    case UInt8(ascii: "\\"): return backslash(in: bytes)
    case UInt8(ascii: "&"): return reference(in: bytes)
    default: return nil
    }
  }

  private static func backslash(in bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int)? {
    let rest = bytes.dropFirst()
    guard let kind = rest.first else { return nil }
    let digits = rest.dropFirst()
    switch kind {
    case UInt8(ascii: "u") where digits.first == UInt8(ascii: "{"):
      guard let end = digits.prefix(10).firstIndex(of: UInt8(ascii: "}")),
        let value = number(digits[(digits.startIndex + 1)..<end], radix: 16, digits: 1...6)
      else { return nil }
      return scalar(value).map { ($0, end + 1 - bytes.startIndex) }
    case UInt8(ascii: "u"):
      guard let value = number(digits.prefix(4), radix: 16, digits: 4...4) else { return nil }
      if (0xD800...0xDBFF).contains(value), digits.dropFirst(4).starts(with: "\\u".utf8),
        let low = number(digits.dropFirst(6).prefix(4), radix: 16, digits: 4...4), (0xDC00...0xDFFF).contains(low)
      {
        return scalar(0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00)).map { ($0, 12) }
      }
      return scalar(value).map { ($0, 6) }
    case UInt8(ascii: "U"):
      return number(digits.prefix(8), radix: 16, digits: 8...8).flatMap(scalar).map { ($0, 10) }
    case UInt8(ascii: "x"): return number(digits.prefix(2), radix: 16, digits: 2...2).map { ([UInt8($0)], 4) }
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return number(rest.prefix(3), radix: 8, digits: 3...3).map { ([UInt8($0)], 4) }
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      return ([UInt8(ascii: " ")], 2)
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return ([kind], 2)
    default: return nil
    }
  }

  /// `&amp;`, `&#38;`, `&#x26;`.
  private static func reference(in bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int)? {
    guard let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let length = end + 1 - bytes.startIndex
    let name = bytes[(bytes.startIndex + 1)..<end]
    guard name.first == UInt8(ascii: "#") else {
      return named.first { name.elementsEqual($0.name.utf8) }.map { ([$0.byte], length) }
    }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
    let value =
      isHexadecimal
      ? number(digits.dropFirst(), radix: 16, digits: 1...6) : number(digits, radix: 10, digits: 1...7)
    return value.flatMap(scalar).map { ($0, length) }
  }

  /// The names that escapers write, and those of characters in external IDs and Base64 (HTML Standard, section 13.5).
  private static let named: [(name: String, byte: UInt8)] = [
    ("amp", UInt8(ascii: "&")), ("lt", UInt8(ascii: "<")), ("gt", UInt8(ascii: ">")), ("quot", UInt8(ascii: "\"")),
    ("apos", UInt8(ascii: "'")), ("plus", UInt8(ascii: "+")), ("equals", UInt8(ascii: "=")),
    ("comma", UInt8(ascii: ",")), ("period", UInt8(ascii: ".")), ("commat", UInt8(ascii: "@")),
    ("colon", UInt8(ascii: ":")), ("sol", UInt8(ascii: "/")), ("lowbar", UInt8(ascii: "_")),
    ("percnt", UInt8(ascii: "%")), ("bsol", UInt8(ascii: "\\")), ("nbsp", UInt8(ascii: " ")),
  ]

  private static func number(_ digits: ArraySlice<UInt8>, radix: UInt32, digits count: ClosedRange<Int>) -> UInt32? {
    guard count.contains(digits.count) else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt32(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt32(byte - UInt8(ascii: "A")) + 10
      default: return nil
      }
      guard digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      guard !overflow else { return nil }
      value = product + digit
    }
    return value
  }

  private static func scalar(_ value: UInt32) -> [UInt8]? { Unicode.Scalar(value).map { Array(String($0).utf8) } }
}
