/// The values of one record, in the order of the document.
struct Record: ~Copyable {
  fileprivate struct Entry {
    let field: Field
    let start: Int
    let end: Int
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Where the value that is being read begins.
  private var start = 0

  /// The largest value in bytes. The largest one of AWS is a description of some hundred.
  static let valueLimit = 65_536
  /// The largest number of values; the types with most GPUs have some dozens.
  static let entryLimit = 65_536

  /// Every byte of all values, for comparing records.
  var content: [UInt8] { bytes }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    start = 0
  }

  /// Appends to the value that is being read. Returns false if it gets too large.
  mutating func append(_ part: UnsafeRawBufferPointer) -> Bool {
    bytes.append(contentsOf: part)
    return bytes.count - start <= Self.valueLimit
  }

  /// Ends the value. Returns false if there are too many.
  mutating func end(_ field: Field) -> Bool {
    entries.append(Entry(field: field, start: start, end: bytes.count))
    start = bytes.count
    return entries.count <= Self.entryLimit
  }

  /// Whether two records have the same values, in the same order.
  func isSame(as content: [UInt8]) -> Bool { bytes == content }

  /// The first value of a field.
  func text(_ field: Field) -> String? {
    guard let entry = entries.first(where: { $0.field == field }) else { return nil }
    return String(decoding: bytes[entry.start..<entry.end], as: UTF8.self)
  }

  /// Whether the first value of a field is a text.
  func has(_ field: Field, _ text: StaticString) -> Bool {
    guard let entry = entries.first(where: { $0.field == field }) else { return false }
    return bytes.withUnsafeBytes { $0[entry.start..<entry.end].elementsEqual(text.bytes) }
  }

  /// All values of a field.
  func texts(_ field: Field) -> [String] {
    entries.filter { $0.field == field }.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
  }

  /// The bytes of the last value.
  func withLast<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = entries.last.map { $0.start..<$0.end } ?? 0..<0
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The values as bytes, for records of which there are millions.
  func withBytes<Result>(_ body: (RecordBytes) -> Result) -> Result {
    entries.withUnsafeBufferPointer { entries in
      bytes.withUnsafeBytes { body(RecordBytes(entries: entries, bytes: $0)) }
    }
  }

  /// Values in the memory of a record.
  struct RecordBytes {
    fileprivate let entries: UnsafeBufferPointer<Entry>
    fileprivate let bytes: UnsafeRawBufferPointer

    /// The first value of a field; empty if there is none.
    subscript(field: Field) -> UnsafeRawBufferPointer {
      for entry in entries where entry.field == field {
        return UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.end])
      }
      return .empty
    }
  }

  /// All values in order, as bytes.
  func withValues<Result>(_ body: ([(Field, UnsafeRawBufferPointer)]) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      body(entries.map { ($0.field, UnsafeRawBufferPointer(rebasing: bytes[$0.start..<$0.end])) })
    }
  }

  /// All values in order.
  func forEach<Failure: Error>(_ body: (Field, String) throws(Failure) -> Void) throws(Failure) {
    for entry in entries { try body(entry.field, String(decoding: bytes[entry.start..<entry.end], as: UTF8.self)) }
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
}
