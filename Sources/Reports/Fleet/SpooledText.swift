import Findings
import Platform

/// Texts that wait on disk until a report comes to them.
struct SpooledText {
  private var spool: Spool?

  /// Adds a text.
  /// - Returns: Where it is.
  /// - Throws: `FileError` if it cannot be written.
  @discardableResult
  mutating func add(_ text: PrintableText) throws(FileError) -> Range<Int> {
    if let spool { return try spool.add(text.text) }
    let new = try Spool()
    spool = new
    return try new.add(text.text)
  }

  /// The text at a place.
  /// - Throws: `FileError` if it cannot be read.
  func text(_ range: Range<Int>) throws(FileError) -> PrintableText {
    guard let spool else { return "" }
    return PrintableText(alreadyPrintable: String(decoding: try spool.bytes(range), as: UTF8.self))
  }

  /// Passes texts to `body`, as many at a time as a piece of a file has room for.
  /// - Throws: `FileError` if one cannot be read, and what `body` throws.
  func forEach(in ranges: [Range<Int>], _ body: (PrintableText) throws -> Void) throws {
    var first = 0
    while first < ranges.count {
      var last = first
      while last + 1 < ranges.count, ranges[last + 1].upperBound - ranges[first].lowerBound <= Self.piece { last += 1 }
      try body(try text(ranges[first].lowerBound..<ranges[last].upperBound))
      first = last + 1
    }
  }

  private static let piece = 1 << 20
}
