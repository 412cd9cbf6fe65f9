import CRE2

/// A compiled pattern of RE2 (https://github.com/google/re2/wiki/Syntax), whose matching takes time linear in the text.
final class RegularExpression: @unchecked Sendable {
  // INVARIANT: RE2 is safe to match with from several threads; the pointer is only freed when nobody has it.
  private let pattern: OpaquePointer
  /// UTF-8 code units of the source.
  let sourceCount: Int

  /// Memory that a compiled pattern and its caches may take: RE2's own default.
  private static let maximumMemory: Int64 = 8 << 20

  /// Why a pattern is none.
  struct InvalidPattern: Error {
    let reason: String
  }

  init(_ source: String) throws(InvalidPattern) {
    var source = source
    sourceCount = source.utf8.count
    let compiled = source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, Self.maximumMemory) }
    }
    guard let compiled else { throw InvalidPattern(reason: "there is no memory for it") }
    if let reason = cre2_error(compiled) {
      let text = String(cString: reason)
      cre2_free(compiled)
      throw InvalidPattern(reason: text)
    }
    pattern = compiled
  }

  deinit {
    cre2_free(pattern)
  }

  /// How many capturing groups there are.
  var groupCount: Int { Int(cre2_group_count(pattern)) }

  /// Whether the pattern matches anywhere in a text.
  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_search(pattern, $0.baseAddress, $0.count) }
    }
  }

  /// The first match in UTF-8 at or after an offset, and then what each group matched; nil where there is none.
  func firstMatch(in text: [UInt8], from offset: Int) -> [Range<Int>?]? {
    var spans = [cre2_span](repeating: cre2_span(start: -1, end: -1), count: groupCount + 1)
    let isFound = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cre2_find(pattern, $0.baseAddress, $0.count, offset, &spans, Int32(spans.count))
      }
    }
    guard isFound else { return nil }
    return spans.map { $0.start < 0 ? nil : Int($0.start)..<Int($0.end) }
  }
}
