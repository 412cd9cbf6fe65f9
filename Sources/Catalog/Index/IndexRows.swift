/// The rows of a table in a block, each of which begins with its name.
///
/// ```
/// 0               how many rows there are
/// 4               for each row, sorted by name: where it stands, counted from the table's beginning
/// 4 + 4 × rows    where the table ends
/// 8 + 4 × rows    a hash table: for each slot the row's number from 1, 0 where the slot is free
/// …               the rows
/// ```
struct IndexRows: Sendable {
  private let block: IndexBlock
  private let start: Int
  /// How many rows there are.
  let count: Int
  private let slots: Int

  /// The table that begins at a place.
  init(_ block: IndexBlock, at start: Int) {
    (self.block, self.start) = (block, start)
    // A row takes more than four bytes; a greater number is damage.
    count = min(block.count(at: start), block.byteCount / 4)
    slots = Self.slotCount(count)
  }

  /// Where the table ends.
  var end: Int { start + block.count(at: start + 4 + 4 * count) }

  /// The name of a row.
  func name(_ row: Int) -> String { block.text(at: place(row)) }

  /// The fields of a row, behind its name.
  func fields(_ row: Int) -> IndexCursor { IndexCursor(block, at: place(row) + 8, end: place(row + 1)) }

  /// The row of a name.
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

  /// Where a row begins; that of `count` is where the last one ends.
  private func place(_ row: Int) -> Int { start + block.count(at: start + 4 + 4 * row) }

  /// The slots of a hash table: a power of two, at most half of them taken.
  static func slotCount(_ rows: Int) -> Int {
    var slots = 2
    while slots < 2 * rows { slots *= 2 }
    return slots
  }

  /// Where the search for a name begins: FNV-1a of 32 bits (Fowler, Noll and Vo), which is the same in every process.
  static func slot(of name: UnsafeBufferPointer<UInt8>, among slots: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash) & (slots - 1)
  }

  /// The order of names: by their bytes.
  static func isOrderedBefore(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
