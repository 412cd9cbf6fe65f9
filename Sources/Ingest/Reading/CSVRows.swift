import Findings
import Glibc

/// Reads the rows of a CSV file (RFC 4180), UTF-8, with line breaks of either kind. Memory is bounded by the longest row.
struct CSVRows: ~Copyable {
  /// The longest row in bytes. Those of AWS have some thousand.
  static let rowLimit = 1_048_576
  /// The largest number of values in a row. AWS's price list of EC2 has some ninety columns.
  static let valueLimit = 1_024

  let input: InputBytes
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 2 * InputBytes.pieceSize
  /// The bytes in the buffer that were not yet taken as rows.
  private var unread = 0..<0
  private var isAtEnd = false
  /// The line on which the next row begins, from 1.
  private var nextLine = 1
  /// The line on which the current row begins.
  private var line = 1
  private let starts = UnsafeMutablePointer<Int32>.allocate(capacity: CSVRows.valueLimit)
  private let ends = UnsafeMutablePointer<Int32>.allocate(capacity: CSVRows.valueLimit)
  /// The number of values in the current row.
  private(set) var count = 0
  /// Whether a value of the current row contains a quote.
  private var hasQuotes = false
  /// Whether the file ended within the row, without a line break.
  private(set) var isUnterminated = false
  /// The rows that are read: those that have a text in a column. The others are passed over without being split.
  var filter: (column: Int, text: StaticString)?
  /// How many rows were passed over.
  private(set) var filteredCount = 0

  init(_ input: InputBytes) {
    self.input = input
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    buffer.deallocate()
    starts.deallocate()
    ends.deallocate()
  }

  /// Reads the next row that is not empty. Returns false at the end.
  /// - Throws: `ImportError` if a quote is not closed, a row is too long, or the bytes are not text.
  mutating func next() throws(ImportError) -> Bool {
    while true {
      switch scan() {
      case .filtered(let end):
        filteredCount += 1
        begin(unread.lowerBound..<end)
        isUnterminated = buffer[end - 1] != UInt8(ascii: "\n")
        unread = end..<unread.upperBound
      case .row(let end):
        begin(unread.lowerBound..<end)
        isUnterminated = buffer[end - 1] != UInt8(ascii: "\n")
        unread = end..<unread.upperBound
        if count == 1, starts[0] == ends[0] { continue }
        return true
      case .incomplete:
        guard !isAtEnd else {
          line = nextLine
          guard unread.isEmpty else { throw error("a quote is not closed") }
          return false
        }
        guard unread.count <= Self.rowLimit else {
          line = nextLine
          throw error("a row has more than \(Self.rowLimit) bytes; is a quote not closed?")
        }
        try refill()
      case .wrong(let message):
        line = nextLine
        throw error(message)
      }
    }
  }

  /// The bytes of a value; empty beyond the last one. They are valid until the next row is read.
  subscript(index: Int) -> UnsafeRawBufferPointer {
    guard index < count else { return .empty }
    return UnsafeRawBufferPointer(start: buffer + Int(starts[index]), count: Int(ends[index] - starts[index]))
  }

  /// A value as text.
  /// - Throws: `ImportError` if it is not UTF-8.
  func text(_ index: Int) throws(ImportError) -> String {
    guard let text = String(validating: self[index], as: UTF8.self) else { throw error("a value is not UTF-8") }
    guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
      throw error("a value has a control character")
    }
    guard hasQuotes, text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    // A quote in a value is written twice.
    var bytes: [UInt8] = []
    var isFirstQuote = false
    for byte in text.utf8 {
      isFirstQuote = byte == UInt8(ascii: "\"") && !isFirstQuote
      if byte != UInt8(ascii: "\"") || isFirstQuote { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value as text, in which what is not UTF-8 is replaced.
  func shown(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// An error in the current row.
  func error(_ message: String) -> ImportError {
    ImportError(file: input.path, at: .line(line), message)
  }

  /// Makes a row the current one.
  private mutating func begin(_ row: Range<Int>) {
    line = nextLine
    var place = row.lowerBound
    while let found = memchr(buffer + place, CInt(UInt8(ascii: "\n")), row.upperBound - place) {
      nextLine &+= 1
      place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(buffer) + 1
    }
  }

  private enum Scan {
    case row(end: Int)
    case filtered(end: Int)
    case incomplete
    case wrong(String)
  }

  /// Finds the values of the row that begins with the unread bytes.
  private mutating func scan() -> Scan {
    count = 0
    hasQuotes = false
    let end = unread.upperBound
    var place = unread.lowerBound
    while place < end {
      guard count < Self.valueLimit else { return .wrong("a row has more than \(Self.valueLimit) values") }
      let start: Int
      let stop: Int
      if buffer[place] == UInt8(ascii: "\"") {
        start = place + 1
        guard let close = closingQuote(from: start, to: end) else { return .incomplete }
        stop = close
        place = close + 1
      } else {
        start = place
        while place < end, buffer[place] != UInt8(ascii: ","), buffer[place] != UInt8(ascii: "\n") {
          guard buffer[place] != UInt8(ascii: "\"") else {
            return .wrong(
              "a quote within a value that does not begin with one; write the value in quotes, and the quote twice")
          }
          place += 1
        }
        stop =
          place > start && place < end && buffer[place] == UInt8(ascii: "\n") && buffer[place - 1] == UInt8(ascii: "\r")
          ? place - 1 : place
      }
      (starts[count], ends[count]) = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: stop))
      count += 1
      if let filter, filter.column == count - 1, !self[filter.column].has(filter.text),
        let skipped = skip(from: place)
      {
        return skipped
      }
      guard place < end else { break }
      switch buffer[place] {
      case UInt8(ascii: ","):
        place += 1
        // The value after the last comma of a file without a last line break is empty.
        if place == end, isAtEnd { return emptyLast(place) }
      case UInt8(ascii: "\n"): return .row(end: place + 1)
      case UInt8(ascii: "\r"):
        guard place + 1 < end else { return isAtEnd ? .row(end: place + 1) : .incomplete }
        guard buffer[place + 1] == UInt8(ascii: "\n") else { return .wrong("a line ends with a carriage return alone") }
        return .row(end: place + 2)
      default: return .wrong("a closing quote is followed by something other than a comma")
      }
    }
    return isAtEnd && count > 0 ? .row(end: end) : .incomplete
  }

  /// Finds the end of the row, whose next byte is outside of quotes; nil if its values must be looked at, since a quote spans
  /// lines or stands where none may.
  private func skip(from start: Int) -> Scan? {
    guard let found = memchr(buffer + start, CInt(UInt8(ascii: "\n")), unread.upperBound - start) else {
      return isAtEnd ? nil : .incomplete
    }
    let end = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(buffer)
    var quotes = 0
    for index in start..<end { quotes &+= buffer[index] == UInt8(ascii: "\"") ? 1 : 0 }
    return quotes & 1 == 0 ? .filtered(end: end + 1) : nil
  }

  private mutating func emptyLast(_ place: Int) -> Scan {
    guard count < Self.valueLimit else { return .wrong("a row has more than \(Self.valueLimit) values") }
    (starts[count], ends[count]) = (Int32(truncatingIfNeeded: place), Int32(truncatingIfNeeded: place))
    count += 1
    return .row(end: place)
  }

  private mutating func closingQuote(from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      guard let found = memchr(buffer + place, CInt(UInt8(ascii: "\"")), end - place) else { return nil }
      let quote = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(buffer)
      if quote + 1 == end { return isAtEnd ? quote : nil }
      if buffer[quote + 1] != UInt8(ascii: "\"") { return quote }
      hasQuotes = true
      place = quote + 2
    }
    return nil
  }

  private mutating func refill() throws(ImportError) {
    let offset = input.count
    let piece = try input.next()
    if let start = piece.baseAddress, let found = memchr(start, 0, piece.count) {
      let place = UnsafeRawPointer(found) - start
      throw ImportError(file: input.path, at: .byte(offset + place), "a NUL byte: the file is not text in UTF-8")
    }
    memmove(buffer, buffer + unread.lowerBound, unread.count)
    unread = 0..<unread.count
    if unread.count + piece.count > capacity {
      capacity = unread.count + piece.count
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      memcpy(larger, buffer, unread.count)
      buffer.deallocate()
      buffer = larger
    }
    if let start = piece.baseAddress { memcpy(buffer + unread.count, start, piece.count) }
    unread = 0..<unread.count + piece.count
    isAtEnd = piece.isEmpty
    if offset == 0, unread.count >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
      unread = 3..<unread.upperBound  // a byte-order mark
    }
  }
}
