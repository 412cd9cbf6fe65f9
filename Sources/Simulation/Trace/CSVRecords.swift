/// The records of comma-separated values, one after the other. Quotes may surround a field and hide commas in it, not
/// line ends: no column of numbers has them.
struct CSVRecords {
  /// The greatest number of fields in a record.
  static let mostFields = 1_000

  let bytes: [UInt8]
  /// Where the fields of the last record are, without quotes and surrounding blanks.
  private(set) var fields: [Range<Int>] = []
  private var place: Int
  private var line = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // the byte-order mark that Excel writes
  }

  func text(_ field: Range<Int>) -> String { String(decoding: bytes[field], as: UTF8.self) }

  /// Reads the next record; its line, or nil at the end.
  mutating func next(in builder: TraceBuilder) throws(TraceError) -> Int? {
    guard place < bytes.count else { return nil }
    line += 1
    fields.removeAll(keepingCapacity: true)
    while true {
      guard fields.count < CSVRecords.mostFields else {
        throw builder.error(
          line, "more than \(CSVRecords.mostFields) fields", help: "a trace needs two or three columns")
      }
      skipBlanks()
      if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
        try readQuoted(builder)
      } else {
        let begin = place
        while !isAtEnd { place += 1 }
        var end = place
        while end > begin, isBlank(bytes[end - 1]) { end -= 1 }
        fields.append(begin..<end)
      }
      let isLast = place >= bytes.count || bytes[place] == UInt8(ascii: "\n")
      place += 1
      if isLast { return line }
    }
  }

  private mutating func readQuoted(_ builder: TraceBuilder) throws(TraceError) {
    let begin = place + 1
    place = begin
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
      if bytes[place] == UInt8(ascii: "\"") {
        guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") else { break }
        place += 1
      }
      place += 1
    }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      throw builder.error(
        line, "a quote does not end in its line", help: "close it; fields of several lines are not read")
    }
    fields.append(begin..<place)
    place += 1
    skipBlanks()
    guard isAtEnd else {
      throw builder.error(line, "text follows a quoted field", help: "write two quotes for one within a field")
    }
  }

  private var isAtEnd: Bool {
    place >= bytes.count || bytes[place] == UInt8(ascii: ",") || bytes[place] == UInt8(ascii: "\n")
  }

  private mutating func skipBlanks() { while place < bytes.count, isBlank(bytes[place]) { place += 1 } }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
