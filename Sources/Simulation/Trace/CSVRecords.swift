/// The fields of a line of comma-separated values. A field may be quoted and then contain commas, but not line ends: a
/// column of numbers has none.
struct CSVRecords {
  /// The maximum number of fields in a record.
  static let mostFields = 1_000

  private var lines: TraceLines
  /// The ranges of the fields of the last record, without quotes and surrounding whitespace.
  private(set) var fields: [Range<Int>] = []

  init(_ lines: TraceLines) { self.lines = lines }

  /// The bytes that `fields` refers to.
  var bytes: [UInt8] { lines.bytes }

  func text(_ field: Range<Int>) -> String { String(decoding: bytes[field], as: UTF8.self) }

  /// Reads the next record and returns its line number; nil at the end.
  mutating func next(in builder: TraceBuilder) throws(TraceError) -> Int? {
    guard let line = try lines.next() else { return nil }
    fields.removeAll(keepingCapacity: true)
    var place = line.lowerBound
    while true {
      guard fields.count < CSVRecords.mostFields else {
        throw builder.error(
          lines.number, "more than \(CSVRecords.mostFields) fields", help: "a trace needs two or three columns")
      }
      skipBlanks(&place, line)
      if place < line.upperBound, bytes[place] == UInt8(ascii: "\"") {
        try readQuoted(&place, line, builder)
      } else {
        let begin = place
        while place < line.upperBound, bytes[place] != UInt8(ascii: ",") { place += 1 }
        var end = place
        while end > begin, isBlank(bytes[end - 1]) { end -= 1 }
        fields.append(begin..<end)
      }
      if place >= line.upperBound { return lines.number }
      place += 1
    }
  }

  private mutating func readQuoted(
    _ place: inout Int, _ line: Range<Int>, _ builder: TraceBuilder
  ) throws(TraceError) {
    let begin = place + 1
    place = begin
    while place < line.upperBound {
      if bytes[place] == UInt8(ascii: "\"") {
        guard place + 1 < line.upperBound, bytes[place + 1] == UInt8(ascii: "\"") else { break }
        place += 1
      }
      place += 1
    }
    guard place < line.upperBound else {
      throw builder.error(
        lines.number, "a quote does not end in its line", help: "close it; fields of several lines are not read")
    }
    fields.append(begin..<place)
    place += 1
    skipBlanks(&place, line)
    guard place == line.upperBound || bytes[place] == UInt8(ascii: ",") else {
      throw builder.error(lines.number, "text follows a quoted field", help: "write two quotes for one within a field")
    }
  }

  private func skipBlanks(_ place: inout Int, _ line: Range<Int>) {
    while place < line.upperBound, isBlank(bytes[place]) { place += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
