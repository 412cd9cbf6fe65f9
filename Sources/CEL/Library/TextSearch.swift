import CRE2

/// Searches texts in texts by their UTF-8.
enum TextSearch {
  /// Returns where a part first occurs, in time linear in both.
  static func first(_ part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = text.withMemoryRebound(to: CChar.self) { text in
      part.withMemoryRebound(to: CChar.self) {
        cre2_find_literal(text.baseAddress, text.count, $0.baseAddress, $0.count)
      }
    }
    return found < 0 ? nil : Int(found)
  }

  /// Returns where a part first occurs at or after an offset.
  static func first(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    let found = text[start...].withUnsafeBufferPointer { text in
      part.withUnsafeBufferPointer { first($0, in: text) }
    }
    return found.map { $0 + start }
  }

  static func first(_ part: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
    guard start + part.count <= text.count else { return nil }
    return (start...text.count - part.count).first { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
