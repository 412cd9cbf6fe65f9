/// The rows of a table in a block. Each row begins with its name.
///
/// ```
/// 0               the number of rows
/// 4               the offset of each row from the start of the table, sorted by name
/// 4 + 4 × rows    the offset of the end of the table
/// 8 + 4 × rows    a hash table: each slot holds a row number from 1, or 0 if it is free
/// …               the rows
/// ```
struct IndexRows: Sendable {
  private let block: IndexBlock
  private let start: Int
  /// The number of rows.
  let count: Int
  private let slots: Int

  /// Creates the table at an offset.
  init(_ block: IndexBlock, at start: Int) {
    (self.block, self.start) = (block, start)
    // A row takes more than four bytes; a larger count means damage.
    count = min(block.count(at: start), block.byteCount / 4)
    slots = Self.slotCount(count)
  }

  /// The offset of the end of the table.
  var end: Int { start + block.count(at: start + 4 + 4 * count) }

  /// The name of a row.
  func name(_ row: Int) -> String { block.text(at: place(row)) }

  /// The fields of a row after its name.
  func fields(_ row: Int) -> IndexCursor { IndexCursor(block, at: place(row) + 8, end: place(row + 1)) }

  /// The row with a name.
  func row(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { name in
      var slot = Self.slot(of: name, among: slots)
      for _ in 0..<slots {
        let row = block.count(at: start + 8 + 4 * (count + slot)) - 1
        guard row >= 0, row < count else { return nil }
        if block.hasText(name, at: place(row)) { return row }
        slot = (slot + 1) & (slots - 1)
      }
      return nil
    }
  }

  /// The offset of a row; for `count`, the end of the last row.
  private func place(_ row: Int) -> Int { start + block.count(at: start + 4 + 4 * row) }

  /// The number of slots of the hash table: a power of two, at most half of them used.
  static func slotCount(_ rows: Int) -> Int {
    var slots = 2
    while slots < 2 * rows { slots *= 2 }
    return slots
  }

  /// The slot at which the search for a name starts: 32-bit FNV-1a (Fowler, Noll and Vo), which is the same in every
  /// process.
  static func slot(of name: UnsafeBufferPointer<UInt8>, among slots: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash) & (slots - 1)
  }

  /// The order of names, by their bytes.
  static func isOrderedBefore(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
