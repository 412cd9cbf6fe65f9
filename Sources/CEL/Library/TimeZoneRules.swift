/// The offsets of a time zone, from a file of the time zone database (RFC 9636, "The Time Zone Information Format").
struct TimeZoneRules: Sendable {
  private var transitions: [Int64] = []
  private var types: [Int] = []
  private var offsets: [Int] = []
  /// The rule for times after the last transition.
  private var footer: DaylightRule?

  /// Reads a file of version 2 or later, whose second part has 64-bit times; nil if it is not one.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let first = reader.header(), first.version >= 2 else { return nil }
    reader.position += first.length(timeSize: 4)
    guard let header = reader.header(), header.typeCount > 0 else { return nil }
    guard reader.position + header.length(timeSize: 8) <= bytes.count else { return nil }
    for _ in 0..<header.timeCount { transitions.append(reader.integer(8)) }
    for _ in 0..<header.timeCount { types.append(Int(reader.integer(1) & 0xFF)) }
    for _ in 0..<header.typeCount {
      offsets.append(Int(reader.integer(4)))
      reader.position += 2
    }
    guard types.allSatisfy({ $0 < offsets.count }) else { return nil }
    reader.position += header.restLength
    let rest = bytes[min(reader.position, bytes.count)...].dropFirst().prefix { $0 != 0x0A }
    footer = DaylightRule(String(decoding: rest, as: UTF8.self))
  }

  /// Returns the seconds to add to UTC at a time.
  func offset(at moment: Int64) -> Int {
    if let last = transitions.last, moment >= last, let footer { return footer.offset(at: moment) }
    if transitions.isEmpty, let footer { return footer.offset(at: moment) }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? offsets[0] : offsets[types[low - 1]]
  }

  private struct Header {
    let version: Int
    let counts: [Int]

    var timeCount: Int { counts[3] }
    var typeCount: Int { counts[4] }
    /// The length in bytes of the names, leap seconds and indicators, which follow the types.
    var restLength: Int { counts[5] + counts[2] * 12 + counts[1] + counts[0] }

    func length(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + counts[5] + counts[2] * (timeSize + 4) + counts[1] + counts[0]
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    /// Reads a big-endian integer of `count` bytes.
    mutating func integer(_ count: Int) -> Int64 {
      var value: Int64 = position < bytes.count && bytes[position] & 0x80 != 0 ? -1 : 0
      for _ in 0..<count {
        guard position < bytes.count else { return 0 }
        value = value << 8 | Int64(bytes[position])
        position += 1
      }
      return value
    }

    /// Reads the 44 bytes of a header: a magic number, the version, and the counts of everything.
    mutating func header() -> Header? {
      guard position + 44 <= bytes.count, bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
      let version = bytes[position + 4] == 0 ? 1 : Int(bytes[position + 4]) - 0x30
      position += 20
      var counts: [Int] = []
      for _ in 0..<6 { counts.append(Int(integer(4))) }
      guard counts.allSatisfy({ $0 >= 0 && $0 <= 100_000 }) else { return nil }
      return Header(version: version, counts: counts)
    }
  }
}
