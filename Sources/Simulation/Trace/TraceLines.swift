import Gzip

/// The lines of a trace, plain or compressed. A compressed trace is never held in memory beyond one chunk and one line.
struct TraceLines {
  /// The maximum number of bytes of a line; a job takes about a hundred.
  static let longestLine = 1 << 16
  /// The number of bytes decompressed at a time.
  private static let chunk = 1 << 16

  private let source: String
  /// The maximum number of bytes of all lines.
  private let limit: Int
  private let gzip: GzipStream?
  /// The bytes that were read and not yet dropped.
  private(set) var bytes: [UInt8]
  private var place: Int
  /// The number of bytes read.
  private var count: Int
  /// The number of the last line, from 1.
  private(set) var number = 0

  init(_ file: [UInt8], source: String, limit: Int) throws(TraceError) {
    self.source = source
    self.limit = limit
    let isGzip = Inflater.isGzip(file)
    gzip = isGzip ? GzipStream(file) : nil
    bytes = isGzip ? [] : file
    place = 0
    count = bytes.count
    while bytes.count < 3, try refill() {}
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }  // the byte-order mark that Excel writes
    try checkCount()
  }

  /// The range of the next line in `bytes`, without its line end; nil at the end of the trace.
  mutating func next() throws(TraceError) -> Range<Int>? {
    var searched = place
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) { return try take(end, next: end + 1) }
      searched = bytes.count
      let held = bytes.count - place
      if held <= Self.longestLine {
        let shift = place
        if try refill() {
          searched -= shift
          continue
        }
        if held == 0 { return nil }
      }
      return try take(bytes.count, next: bytes.count)
    }
  }

  private mutating func take(_ end: Int, next: Int) throws(TraceError) -> Range<Int> {
    number += 1
    let line = place..<end
    guard line.count <= Self.longestLine else {
      throw error("the line has more than \(Self.longestLine) bytes", help: "a line describes one job")
    }
    place = next
    return line
  }

  /// Decompresses the next chunk, appends it to the unread bytes, and returns whether there was one.
  @discardableResult
  private mutating func refill() throws(TraceError) -> Bool {
    guard let gzip else { return false }
    bytes.removeFirst(place)
    place = 0
    let before = bytes.count
    do {
      try gzip.read(Self.chunk, into: &bytes)
    } catch {
      throw TraceError(
        source: source, line: nil,
        message: error == .truncated ? "the gzip file ends too early" : "the gzip file is damaged",
        help: "fetch it again, or test it with `gzip -t`")
    }
    count += bytes.count - before
    try checkCount()
    return bytes.count > before
  }

  private func checkCount() throws(TraceError) {
    guard count > limit else { return }
    throw TraceError(
      source: source, line: gzip == nil ? nil : number + 1, message: "more than \(limit) bytes",
      help: "use a part of the trace")
  }

  private func error(_ message: String, help: String) -> TraceError {
    TraceError(source: source, line: number, message: message, help: help)
  }
}
