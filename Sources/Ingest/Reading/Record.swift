import Glibc

/// The values of one record, in the order of the document.
struct Record: ~Copyable {
  fileprivate struct Entry {
    let field: Field
    let start: Int
    let end: Int
  }

  // Memory of its own, since arrays would check what these loops know.
  private var entries = UnsafeMutablePointer<Entry>.allocate(capacity: 64)
  private var entryCapacity = 64
  private var entryCount = 0
  private var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 1_024)
  private var byteCapacity = 1_024
  private var byteCount = 0
  /// Where the value that is being read begins.
  private var start = 0

  deinit {
    entries.deallocate()
    bytes.deallocate()
  }

  /// The largest value in bytes. The largest one of AWS is a description of some hundred.
  static let valueLimit = 65_536
  /// The largest number of values; the types with most GPUs have some dozens.
  static let entryLimit = 65_536

  private var all: UnsafeBufferPointer<Entry> { UnsafeBufferPointer(start: entries, count: entryCount) }

  private func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes + entry.start, count: entry.end - entry.start)
  }

  /// Every byte of all values, for comparing records.
  var content: [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: byteCount)) }

  mutating func removeAll() { (entryCount, byteCount, start) = (0, 0, 0) }

  /// Appends to the value that is being read. Returns false if it gets too large.
  @inline(__always)
  mutating func append(_ part: UnsafeRawBufferPointer) -> Bool {
    guard let base = part.baseAddress else { return true }
    if byteCount &+ part.count > byteCapacity { growBytes(for: part.count) }
    memcpy(bytes + byteCount, base, part.count)
    byteCount &+= part.count
    return byteCount &- start <= Self.valueLimit
  }

  private mutating func growBytes(for count: Int) {
    byteCapacity = 2 * (byteCount + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity)
    larger.update(from: bytes, count: byteCount)
    bytes.deallocate()
    bytes = larger
  }

  private mutating func growEntries() {
    entryCapacity *= 2
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity)
    larger.update(from: entries, count: entryCount)
    entries.deallocate()
    entries = larger
  }

  /// Ends the value. Returns false if there are too many.
  @inline(__always)
  mutating func end(_ field: Field) -> Bool {
    if entryCount == entryCapacity { growEntries() }
    entries[entryCount] = Entry(field: field, start: start, end: byteCount)
    entryCount &+= 1
    start = byteCount
    return entryCount <= Self.entryLimit
  }

  /// Whether the values have the same bytes, one after the other.
  func isSame(as content: [UInt8]) -> Bool {
    guard content.count == byteCount else { return false }
    return content.withUnsafeBytes { $0.elementsEqual(UnsafeRawBufferPointer(start: bytes, count: byteCount)) }
  }

  /// The first value of a field.
  func text(_ field: Field) -> String? {
    all.first { $0.field == field }.map { String(decoding: bytes(of: $0), as: UTF8.self) }
  }

  /// Whether the first value of a field is a text.
  func has(_ field: Field, _ text: StaticString) -> Bool {
    all.first { $0.field == field }.map { bytes(of: $0).has(text) } ?? false
  }

  /// All values of a field.
  func texts(_ field: Field) -> [String] {
    all.filter { $0.field == field }.map { String(decoding: bytes(of: $0), as: UTF8.self) }
  }

  /// The bytes of the last value.
  func withLast<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(entryCount == 0 ? .empty : bytes(of: entries[entryCount - 1]))
  }

  /// The values as bytes, for records of which there are millions.
  func withBytes<Result>(_ body: (RecordBytes) -> Result) -> Result { body(RecordBytes(entries: all, bytes: bytes)) }

  /// Values in the memory of a record, valid while the record is.
  struct RecordBytes {
    fileprivate let entries: UnsafeBufferPointer<Entry>
    fileprivate let bytes: UnsafeMutablePointer<UInt8>

    /// The first value of a field; empty if there is none.
    @inline(__always)
    subscript(field: Field) -> UnsafeRawBufferPointer {
      var place = 0
      while place < entries.count {
        let entry = entries[place]
        if entry.field == field {
          return UnsafeRawBufferPointer(start: bytes + entry.start, count: entry.end &- entry.start)
        }
        place &+= 1
      }
      return .empty
    }
  }

  /// All values in order, as bytes.
  func withValues<Result>(_ body: ([(Field, UnsafeRawBufferPointer)]) -> Result) -> Result {
    body(all.map { ($0.field, bytes(of: $0)) })
  }

  /// All values in order.
  func forEach<Failure: Error>(_ body: (Field, String) throws(Failure) -> Void) throws(Failure) {
    for entry in all { try body(entry.field, String(decoding: bytes(of: entry), as: UTF8.self)) }
  }
}

extension StaticString {
  /// Its UTF-8.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

/// Takes the records of a document as they are read.
protocol RecordConsumer: AnyObject {
  /// Whether the values of a record are needed, by its name in JSON.
  func wants(_ kind: RecordKind, named name: UnsafeRawBufferPointer) -> Bool
  /// Takes a record.
  /// - Throws: `ImportProblem` if the record contradicts the format.
  func take(_ record: borrowing Record, _ kind: RecordKind) throws(ImportProblem)
  /// Takes a value outside of all records.
  func take(_ value: String, _ field: Field) throws(ImportProblem)
}

extension RecordConsumer {
  func wants(_ kind: RecordKind, named name: UnsafeRawBufferPointer) -> Bool { true }
}

/// What is wrong with a part of a file; the reader knows where it is.
struct ImportProblem: Error {
  let message: String

  init(_ message: String) { self.message = message }

  static let noPublicationDate = ImportProblem("the price list says no publication date")
}
