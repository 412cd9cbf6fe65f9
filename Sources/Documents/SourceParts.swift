public import Findings
public import Platform

/// Reads a file in parts of whole documents, so that memory use does not grow with the file.
public enum SourceParts {
  /// The approximate number of bytes of a part; measurements show that larger parts are not faster.
  public static let size = 1 << 20

  /// Passes the parts of a file to `body` in order. Only YAML and JSON lines, by file name, are split; one document may
  /// be as large as a whole file. The result does not depend on where the parts end.
  /// - Throws: `FileError` if the file cannot be read, or a part would be larger than the limit.
  public static func forEach(
    of path: String, size: Int = size, limit: Int = DocumentLimits.standard.bytes, _ body: (SourceFile) -> Void
  ) throws(FileError) {
    try forEach(of: path, size: size, limit: limit, keeping: nil, body)
  }

  /// The same for a file that can be read once only: what is read is kept, and read from there the next time.
  /// - Throws: `FileError` as the other does, and if nothing can be kept.
  package static func forEach(
    of path: String, size: Int = size, limit: Int = DocumentLimits.standard.bytes, keeping kept: KeptInput?,
    _ body: (SourceFile) -> Void
  ) throws(FileError) {
    func whole() throws(FileError) -> [UInt8] { try FileReading.bytes(of: path, limit: limit) }
    guard let boundary = boundary(in: path) else {
      let bytes = if let kept { try kept.bytes(whole) } else { try whole() }
      return body(SourceFile(name: path, bytes: bytes))
    }
    var pending: [UInt8] = []
    var firstLine = 1
    var wanted = size
    func take(_ count: Int) {
      let source = SourceFile(name: path, bytes: Array(pending[..<count]), firstLine: firstLine)
      firstLine += source.lineCount - 1
      pending.removeFirst(count)
      body(source)
    }
    func add(_ chunk: [UInt8]) throws(FileError) {
      pending += chunk
      guard pending.count >= wanted else { return }
      if let end = boundary(pending) {
        take(end)
        wanted = size
      } else {
        // Search again only when twice as much is there, so that a large document takes linear time.
        wanted = 2 * pending.count
        guard pending.count <= limit else { throw .tooLarge(path: path, limit: limit) }
      }
    }
    if let kept {
      try kept.forEachChunk(of: path, size: size, add)
    } else {
      try FileReading.forEachChunk(of: path, size: size, add)
    }
    guard pending.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    if !pending.isEmpty || firstLine == 1 { take(pending.count) }
  }

  /// A function that finds the end of the last complete document; nil for files of one document.
  private static func boundary(in name: String) -> (([UInt8]) -> Int?)? {
    switch DocumentFormat(fileName: name) {
    case .jsonLines: { lastLine($0) }
    case .yaml: { lastDocument($0) }
    case .json, .jsonSequence, nil: nil
    }
  }

  /// The start of the last line, which may be incomplete.
  private static func lastLine(_ bytes: [UInt8]) -> Int? { bytes.lastIndex(of: lineFeed).map { $0 + 1 } }

  private static let lineFeed = UInt8(ascii: "\n")

  /// The latest offset at which a document certainly begins.
  private static func lastDocument(_ bytes: [UInt8]) -> Int? {
    var end = bytes.count
    while let found = bytes[..<end].lastIndex(of: lineFeed) {
      let start = found + 1
      // At the end of the data read so far, more dashes or letters may follow.
      if start + 3 < bytes.count, DocumentMarker.stands(at: start, in: bytes[...]) { return start }
      end = found
    }
    return nil
  }
}

extension SourceFile {
  /// Reads the file at a path, within the standard size limit.
  /// - Throws: `FileError` if it cannot be read.
  public init(reading path: String) throws(FileError) {
    self.init(name: path, bytes: try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes))
  }
}
