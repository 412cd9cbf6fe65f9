import Documents
import Findings
import Testing

@testable import LanguageServer

@Suite struct YAMLCaretTests {
  /// A text with `|` where the caret is: the path, whether a key is wanted there, and the word that is written.
  private func caret(_ text: String) -> (path: String, isKey: Bool, word: String) {
    let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    let bytes = Array(parts.joined().utf8)
    let caret = YAMLCaret(TextPositions(bytes, .utf8), at: parts[0].utf8.count)
    let path = caret.path.map { $0.key ?? "*" }.joined(separator: "/")
    return (path, caret.position == .key, String(decoding: bytes[caret.word], as: UTF8.self))
  }

  @Test(arguments: [
    ("¦", "", true, ""), ("api¦", "", true, "api"), ("apiVersion: ¦", "apiVersion", false, ""),
    ("apiVersion: toll¦", "apiVersion", false, "toll"), ("spec:\n  ¦", "spec", true, ""),
    ("spec:\n  reg¦", "spec", true, "reg"), ("spec:\n  region: us¦", "spec/region", false, "us"),
    ("spec:\n  region: \"us¦", "spec/region", false, "us"), ("spec:\n  region: us-east-1\n  ¦", "spec", true, ""),
    ("spec:\n  a:\n    b: 1\n  ¦", "spec", true, ""), ("spec:\n  a:\n    b: 1\n¦", "", true, ""),
    ("spec:\n  a:\n    b: 1\n    ¦", "spec/a", true, ""),
    ("spec:\n  types:\n    - ¦", "spec/types/*", true, ""), ("spec:\n  types:\n  - m5¦", "spec/types/*", true, "m5"),
    ("spec:\n  types:\n  - a\n  - ¦", "spec/types/*", true, ""),
    ("spec:\n  types:\n  - a\n  next: ¦", "spec/next", false, ""),
    ("a:\n  - name: x\n    ¦", "a/*", true, ""), ("a:\n  - name: x\n    b: ¦", "a/*/b", false, ""),
    ("a:\n- - b: ¦", "a/*/*/b", false, ""), ("spec:\n  types: [m5¦", "spec/types/*", false, "m5"),
    ("spec:\n  types: [a, m5¦", "spec/types/*", false, "m5"), ("spec:\n  types: [a, m5¦]", "spec/types/*", false, "m5"),
    ("spec:\n  types: [a,\n    ¦", "spec/types/*", false, ""), ("spec:\n  types: [a]\n  ¦", "spec", true, ""),
    ("m: {na¦", "m", true, "na"), ("m: {name: a, la¦", "m", true, "la"), ("m: {name: a¦", "m/name", false, "a"),
    ("m: {a: {b: ¦", "m/a/b", false, ""), ("m: {a: {b: c}, ¦", "m", true, ""), ("m: {a: 'x, y', ¦", "m", true, ""),
    ("a: |\n  text: ¦", "a", false, "text: "), ("a: |\n  text\nb¦", "", true, "b"),
    ("a: >-\n  x\n\n  y¦", "a", false, "y"),
    ("a: 1\n---\nb¦", "", true, "b"), ("# a: b\n¦", "", true, ""), ("\"a b\": ¦", "a b", false, ""),
    ("a: {b: [c, {d: ¦", "a/b/*/d", false, ""),
  ])
  func `the caret's path is that of what would be written there`(
    text: String, path: String, isKey: Bool, word: String
  ) {
    let found = caret(text)
    #expect(found.path == path)
    #expect(found.isKey == isKey)
    #expect(found.word == word)
  }

  @Test func `no caret in random text is outside it`() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("ab: -[]{}\"'#|>,\n\t&*é")
    for _ in 0..<2_000 {
      let text = String((0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement() ?? "a" })
      let bytes = Array(text.utf8)
      let positions = TextPositions(bytes, .utf8)
      for offset in 0...bytes.count {
        let word = YAMLCaret(positions, at: offset).word
        #expect(0 <= word.lowerBound && word.upperBound == offset, "\(text) at \(offset)")
      }
    }
  }
}
