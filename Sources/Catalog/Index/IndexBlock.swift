/// A part of an index in memory, whose checksum was right: numbers, little-endian, and references to texts, which stand at
/// the end, each once.
///
/// ```
/// 0  where the texts begin   4 bytes
/// 4  numbers and references (where among the texts, how many bytes: 4 bytes each)
/// …  the texts, UTF-8
/// ```
struct IndexBlock: Sendable {
  /// Where the first number stands.
  static let start = 4

  private let bytes: [UInt8]
  private let textStart: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    textStart = Int(Self.load(UInt32.self, bytes, 0))
  }

  /// How many bytes it has.
  var byteCount: Int { bytes.count }

  /// A number; zero beyond the end, so that no index can make the program read elsewhere.
  func number<Number: FixedWidthInteger>(_ type: Number.Type, at place: Int) -> Number {
    Self.load(type, bytes, place)
  }

  /// A number of 32 bits, to count with.
  func count(at place: Int) -> Int { Int(number(UInt32.self, at: place)) }

  /// The text that a reference leads to.
  func text(at place: Int) -> String {
    let range = textRange(at: place)
    return bytes.withUnsafeBytes { String(decoding: $0[range], as: UTF8.self) }
  }

  /// Whether a reference leads to a text.
  func hasText(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let range = textRange(at: place)
    return bytes.withUnsafeBytes { text.count == range.count && $0[range].elementsEqual(text) }
  }

  private func textRange(at place: Int) -> Range<Int> {
    let start = textStart + count(at: place)
    let end = start + count(at: place + 4)
    return end <= bytes.count ? start..<end : 0..<0
  }

  private static func load<Number: FixedWidthInteger>(_ type: Number.Type, _ bytes: [UInt8], _ place: Int) -> Number {
    guard place >= 0, place <= bytes.count - MemoryLayout<Number>.size else { return 0 }
    return Number(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) })
  }
}

/// Reads the fields of a block one after the other, in the order in which `IndexBlockWriter` was given them.
struct IndexCursor {
  private let block: IndexBlock
  /// Where the next field stands.
  private(set) var place: Int
  /// Where the fields end.
  private let end: Int

  init(_ block: IndexBlock, at place: Int = IndexBlock.start, end: Int = .max) {
    (self.block, self.place, self.end) = (block, place, min(end, block.byteCount))
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
    defer { place += MemoryLayout<Number>.size }
    return block.number(type, at: place)
  }

  /// A number of 32 bits, to count with.
  mutating func count() -> Int { Int(number(UInt32.self)) }

  mutating func text() -> String {
    defer { place += 8 }
    return block.text(at: place)
  }

  /// As many values as a number before them says, as far as there are fields: each value takes one at least, so that no number
  /// makes for more work than the block is long.
  mutating func list<Value>(_ value: (inout IndexCursor) -> Value) -> [Value] {
    var values: [Value] = []
    for _ in 0..<count() {
      guard place < end else { break }
      values.append(value(&self))
    }
    return values
  }

  /// A value, if there is one.
  mutating func optional<Value>(_ value: (inout IndexCursor) -> Value) -> Value? {
    number(UInt8.self) == 0 ? nil : value(&self)
  }

  /// A table, of whose rows those are decoded that are asked for.
  mutating func table<Value: Sendable>(_ value: @escaping @Sendable (inout IndexCursor) -> Value) -> CatalogTable<Value>
  {
    let rows = IndexRows(block, at: place)
    place = rows.end
    return CatalogTable(rows, value)
  }
}
