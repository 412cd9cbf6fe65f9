import Documents
import Findings
import TestSupport
import Testing

@testable import LanguageServer

@Suite struct YAMLCaretTests {
  /// A text with `¦` where the caret is: the path, whether a key is wanted there, and the word that is written.
  private func caret(_ text: String) -> (path: String, position: YAMLCaret.Position, word: String) {
    let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    let bytes = Array(parts.joined().utf8)
    let caret = YAMLCaret(TextPositions(bytes, .utf8), at: parts[0].utf8.count)
    let path = caret.path.map { $0.key ?? "*" }.joined(separator: "/")
    return (path, caret.position, String(decoding: bytes[caret.word], as: UTF8.self))
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
    #expect(found.position == (isKey ? .key : .value))
    #expect(found.word == word)
  }

  @Test(arguments: [
    "region: us-east-1 # ¦", "region: # ¦", "# a ¦", "  # a: ¦", "a: [b, # ¦", "a: \"b\"¦", "a: &b c¦", "a: !!str c¦",
    "a: b c¦", "- \"b\"¦",
  ])
  func `nothing is proposed in comments, and behind a value or what belongs to one`(text: String) {
    #expect(caret(text).position == .nothing)
  }

  @Test(arguments: [
    ("  reg¦ion: us", "region", true, false), ("  region¦: us", "region", true, false),
    ("  \"reg¦\": us", "reg", true, false),
    ("region: us-¦east-1", "us-east-1", false, false), ("a: [m7i.¦xlarge, b]", "m7i.xlarge", false, false),
    ("region:¦", "", false, true), ("a:\n  -¦", "", false, true), ("a:\n  - ¦", "", false, false),
    ("---x: 1\na: ¦", "", false, false), ("a:\n  - |\n    b: ¦", "b: ", false, false),
  ])
  func `the word around the caret is the whole one`(text: String, word: String, hasColon: Bool, lacksBlank: Bool) {
    let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    let bytes = Array(parts.joined().utf8)
    let caret = YAMLCaret(TextPositions(bytes, .utf8), at: parts[0].utf8.count)
    #expect(String(decoding: bytes[caret.word], as: UTF8.self) == word)
    #expect(caret.hasColon == hasColon)
    #expect(caret.lacksBlank == lacksBlank)
  }

  @Test func `no caret in random text is outside it`() {
    var random = SeededGenerator(seed: 23)
    let alphabet = Array("ab: -[]{}\"'#|>,\n\t&*é")
    for _ in 0..<2_000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      let bytes = Array(text.utf8)
      let positions = TextPositions(bytes, .utf8)
      for offset in 0...bytes.count {
        let word = YAMLCaret(positions, at: offset).word
        let line = positions.position(of: offset).line
        #expect(positions.position(of: word.lowerBound).line == line, "\(text) at \(offset)")
        #expect(word.lowerBound <= offset && offset <= word.upperBound, "\(text) at \(offset)")
        #expect(positions.position(of: word.upperBound).line == line, "\(text) at \(offset)")
      }
    }
  }
}
