/// A part of an index in memory whose checksum was verified. It contains little-endian numbers and references to texts.
/// The texts are at the end, each once.
///
/// ```
/// 0  the offset of the texts   4 bytes
/// 4  numbers and references (offset among the texts, number of bytes: 4 bytes each)
/// …  the texts, UTF-8
/// ```
struct IndexBlock: Sendable {
  /// The offset of the first number.
  static let start = 4

  private let bytes: [UInt8]
  private let textStart: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    textStart = Int(Self.load(UInt32.self, bytes, 0))
  }

  /// The size in bytes.
  var byteCount: Int { bytes.count }

  /// A number; zero beyond the end, so that no index can make the program read outside the block.
  func number<Number: FixedWidthInteger>(_ type: Number.Type, at place: Int) -> Number {
    Self.load(type, bytes, place)
  }

  /// A 32-bit number as a count.
  func count(at place: Int) -> Int { Int(number(UInt32.self, at: place)) }

  /// The text of a reference.
  func text(at place: Int) -> String {
    let range = textRange(at: place)
    return bytes.withUnsafeBytes { String(decoding: $0[range], as: UTF8.self) }
  }

  /// Whether a reference points to the given text.
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

/// Reads the fields of a block one after another, in the order in which `IndexBlockWriter` received them.
struct IndexCursor {
  private let block: IndexBlock
  /// The offset of the next field.
  private(set) var place: Int
  /// The offset after the last field.
  private let end: Int

  init(_ block: IndexBlock, at place: Int = IndexBlock.start, end: Int = .max) {
    (self.block, self.place, self.end) = (block, place, min(end, block.byteCount))
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
    defer { place += MemoryLayout<Number>.size }
    return block.number(type, at: place)
  }

  /// A 32-bit number as a count.
  mutating func count() -> Int { Int(number(UInt32.self)) }

  mutating func text() -> String {
    defer { place += 8 }
    return block.text(at: place)
  }

  /// A list, preceded by its number of values. It ends where the fields end: each value takes at least one byte, so no
  /// count causes more work than the length of the block.
  mutating func list<Value>(_ value: (inout IndexCursor) -> Value) -> [Value] {
    var values: [Value] = []
    for _ in 0..<count() {
      guard place < end else { break }
      values.append(value(&self))
    }
    return values
  }

  /// A value if one is present.
  mutating func optional<Value>(_ value: (inout IndexCursor) -> Value) -> Value? {
    number(UInt8.self) == 0 ? nil : value(&self)
  }

  /// A table whose rows are decoded on access.
  mutating func table<Value: Sendable>(_ value: @escaping @Sendable (inout IndexCursor) -> Value) -> CatalogTable<Value>
  {
    let rows = IndexRows(block, at: place)
    place = rows.end
    return CatalogTable(rows, value)
  }
}
