/// Writes a block of an index in the format that `IndexBlock` and `IndexCursor` read.
struct IndexBlockWriter {
  private var fields: [UInt8] = []
  private var texts: [UInt8] = []
  /// The texts by their bytes, because Swift treats texts that are composed differently as equal.
  private var known: [[UInt8]: (start: UInt32, count: UInt32)] = [:]

  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { fields += $0 }
  }

  mutating func add(count: Int) { add(UInt32(clamping: count)) }

  /// Adds a reference to a text. Equal texts are written once.
  mutating func add(_ text: String) {
    let place: (start: UInt32, count: UInt32)
    let bytes = Array(text.utf8)
    if let old = known[bytes] {
      place = old
    } else {
      place = (UInt32(clamping: texts.count), UInt32(clamping: bytes.count))
      known[bytes] = place
      texts += bytes
    }
    add(place.start)
    add(place.count)
  }

  mutating func add<Value>(_ values: [Value], _ value: (inout IndexBlockWriter, Value) -> Void) {
    add(count: values.count)
    for one in values { value(&self, one) }
  }

  mutating func add<Value>(_ value: Value?, _ write: (inout IndexBlockWriter, Value) -> Void) {
    add(UInt8(value == nil ? 0 : 1))
    if let value { write(&self, value) }
  }

  /// Adds a table in the format of `IndexRows`: row offsets sorted by name, a hash table of names, and the rows.
  mutating func add<Value>(_ table: [String: Value], _ value: (inout IndexBlockWriter, Value) -> Void) {
    let sorted = table.sorted { IndexRows.isOrderedBefore($0.key, $1.key) }
    let slots = IndexRows.slotCount(sorted.count)
    let start = IndexBlock.start + fields.count
    add(count: sorted.count)
    let places = fields.count
    fields += [UInt8](repeating: 0, count: 4 * (sorted.count + slots + 1))
    var taken = Set<Int>()
    for (index, row) in sorted.enumerated() {
      set(IndexBlock.start + fields.count - start, at: places + 4 * index)
      add(row.key)
      value(&self, row.value)
      var name = row.key
      var slot = name.withUTF8 { IndexRows.slot(of: $0, among: slots) }
      while !taken.insert(slot).inserted { slot = (slot + 1) & (slots - 1) }
      set(index + 1, at: places + 4 * (sorted.count + 1 + slot))
    }
    set(IndexBlock.start + fields.count - start, at: places + 4 * sorted.count)
  }

  private mutating func set(_ number: Int, at place: Int) {
    withUnsafeBytes(of: UInt32(clamping: number).littleEndian) { fields.replaceSubrange(place..<place + 4, with: $0) }
  }

  /// The bytes of the block.
  var bytes: [UInt8] {
    withUnsafeBytes(of: UInt32(clamping: IndexBlock.start + fields.count).littleEndian) { Array($0) } + fields + texts
  }
}
