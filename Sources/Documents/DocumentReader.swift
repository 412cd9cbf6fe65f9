public import Findings

/// Reads the documents of a file as YAML or JSON, depending on its name or, failing that, on its beginning.
public enum DocumentReader {
  /// The documents of a file and its errors. Never fails: anything unreadable is among the errors.
  public static func read(_ source: SourceFile, limits: DocumentLimits = .standard) -> DocumentFile {
    var documents: [Document] = []
    let errors = read(source, limits: limits) { documents.append($0) }
    return DocumentFile(source: source, documents: documents, errors: errors)
  }

  /// Passes the documents of a file to `take` one by one, and returns the errors. Never fails.
  package static func read(
    _ source: SourceFile, limits: DocumentLimits = .standard, take: (Document) -> Void
  ) -> [Finding] {
    if let finding = EncodingCheck.firstError(in: source) { return [finding] }
    return withoutActuallyEscaping(take) { take in
      switch DocumentFormat(of: source) {
      case .yaml:
        var reader = YAMLReader(source, limits: limits, take: take)
        return reader.read()
      case .json:
        var reader = JSONReader(source, limits: limits, take: take)
        return reader.read(.one)
      case .jsonLines:
        var reader = JSONReader(source, limits: limits, take: take)
        return reader.read(.lines)
      case .jsonSequence:
        var reader = JSONReader(source, limits: limits, take: take)
        return reader.read(.sequence)
      }
    }
  }
}

/// The format of a file.
package enum DocumentFormat {
  case yaml
  case json
  /// One JSON value per line.
  case jsonLines
  /// JSON values one after another.
  case jsonSequence

  /// The endings of file names, in lower case, and what such files hold.
  private static let endings: [(ending: String, format: DocumentFormat)] = [
    (".yaml", .yaml), (".yml", .yaml), (".json", .json), (".ndjson", .jsonLines), (".jsonl", .jsonLines),
  ]

  /// The format that the name of a file tells; nil if it tells none.
  package init?(fileName: String) {
    let name = fileName.lowercased()
    guard let format = Self.endings.first(where: { name.hasSuffix($0.ending) })?.format else { return nil }
    self = format
  }

  init(of source: SourceFile) {
    self =
      DocumentFormat(fileName: source.name) ?? (Self.looksLikeJSON(source.bytes) ? .jsonSequence : .yaml)
  }

  /// Whether the text starts with a brace and a quote. YAML flow mappings rarely quote their first key, and those that
  /// do read the same as JSON.
  private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    let text = bytes.lazy.filter { !" \t\r\n".utf8.contains($0) }
    var iterator = text.makeIterator()
    return iterator.next() == UInt8(ascii: "{") && iterator.next() == UInt8(ascii: "\"")
  }
}

/// Rejects text that is not UTF-8 before any reader processes it.
enum EncodingCheck {
  static func firstError(in source: SourceFile) -> Finding? {
    let bytes = source.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .encoding("the file is UTF-16", help: "save it as UTF-8", source, offset: 0)
    }
    if let invalid = firstInvalidOffset(bytes) {
      let byte = String(bytes[invalid], radix: 16, uppercase: true)
      return .encoding("the byte 0x\(byte) is not UTF-8", help: "save the file as UTF-8", source, offset: invalid)
    }
    if let null = bytes.firstIndex(of: 0) {
      return .encoding("the file holds a NUL byte", help: "remove it; text files have none", source, offset: null)
    }
    return nil
  }

  /// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7).
  private static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
    var index = 0
    // In parts, because the check makes a copy.
    while index < bytes.count {
      let end = endOfPart(from: index, in: bytes)
      guard String(validating: bytes[index..<end], as: UTF8.self) != nil else { break }
      index = end
    }
    while index < bytes.count {
      let lead = bytes[index]
      let length =
        switch lead {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
      guard length > 0, index + length <= bytes.count,
        String(validating: bytes[index..<index + length], as: UTF8.self) != nil
      else { return index }
      index += length
    }
    return nil
  }
}

extension EncodingCheck {
  /// The end of a part: at most 64 KiB from its start, and not within a character.
  private static func endOfPart(from start: Int, in bytes: [UInt8]) -> Int {
    var end = min(start + 65_536, bytes.count)
    while end < bytes.count, end > start + 65_532, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}

extension Finding {
  fileprivate static func encoding(_ message: String, help: String, _ source: SourceFile, offset: Int) -> Finding {
    var cursor = PositionCursor(source)
    let place = Place(source: source.name, range: SourceRange(at: cursor.position(atOffset: offset)))
    return Finding(code: .encoding, severity: .error, message: message, place: place, help: [help])
  }
}
