import Foundation
import TestSupport
import Testing

@testable import Documents
@testable import Findings
@testable import Platform

@Suite struct SourcePartsTests {
  private func parts(_ text: String, name: String, size: Int, limit: Int = 1 << 20) throws -> [SourceFile] {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/" + name
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    var parts: [SourceFile] = []
    try SourceParts.forEach(of: path, size: size, limit: limit) { parts.append($0) }
    return parts
  }

  private static let yaml = """
    # a comment
    name: first
    ---
    text: |
      ---
      indented
    list: [a,
      --- b]
    --- {name: third}
    ...
    %YAML 1.1
    # between the directive and its document

    ---
    name: fourth
    ---
    quoted: "é---
      x"
    --- &anchor
    last: é
    """

  /// Texts in which a part could end at the wrong place.
  private static let pieces = [
    "--- |\n text\n", "--- |+\n text\n\n", "---\n", "---\n\n", "...\n", "%YAML 1.2\n", "# c\n", "a: 1\n",
    "a: |\n  ---\n", "b: 'x\n",
    "  y'\n", "c: [1,\n", "  2]\n", "--- {d: é}\n", "---é\n", "--- # c\n", "\n", "--- >\n folded\n text\n",
    "%TAG ! tag:x,2000:\n",
    "e: \"z\n", "---\t\n", "---\r\n", "f: g\r\n", "-\n", "--- &a\nh: i\n", "j: *a\n", "%x\n",
  ]

  @Test func `no part's end changes what is read of any text`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a.yaml"
    var generator = Generator(state: 20_261_128)
    func read(_ sources: [SourceFile]) -> [String] {
      sources.flatMap { source in
        let file = DocumentReader.read(source)
        let errors = (file.errors + file.documents.flatMap(\.findings)).map { ($0.message, $0.place) }
        return file.documents.map { "\($0.root.place.range.start.line) \(JSONValue($0.root).canonical)" }
          + errors.map { "\($0.1.range.start.line):\($0.1.range.start.column) \($0.0)" }
      }
    }
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
      }.joined()
      let whole = read([SourceFile(name: path, text: text)]).sorted()
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      for size in [1, 5, 13] {
        var parts: [SourceFile] = []
        try SourceParts.forEach(of: path, size: size) { parts.append($0) }
        #expect(read(parts).sorted() == whole, "\(size): \(text)")
      }
    }
  }

  /// A generator with a fixed seed (SplitMix64).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test func `a byte order mark is dropped at the beginning of a file alone`() throws {
    let mark = "\u{FEFF}"
    let sources = try parts("\(mark){\"a\": 1}\n\(mark){\"b\": 2}\n", name: "a.ndjson", size: 1)
    #expect(sources.count == 2)
    #expect(sources.map { DocumentReader.read($0).errors.count } == [0, 1])
  }

  private static let lines = "{\"a\": 1}\n{\"b\": \"é\"}\n\n{\"c\": [1,\n{\"d\": 2}\r\n{\"e\": 3}"

  @Test(arguments: [("a.yaml", yaml), ("a.yml", yaml + "\n"), ("a.ndjson", lines), ("a.jsonl", lines + "\n")])
  func `a file in parts reads like the whole, line for line`(name: String, text: String) throws {
    let whole = DocumentReader.read(SourceFile(name: "whole." + name.split(separator: ".")[1], text: text))
    for size in [1, 2, 3, 7, 16, 40, 10_000] {
      let parts = try parts(text, name: name, size: size)
      #expect(parts.flatMap(\.bytes) == Array(text.utf8))
      let files = parts.map { DocumentReader.read($0) }
      let documents = files.flatMap(\.documents)
      #expect(documents.map { JSONValue($0.root).canonical } == whole.documents.map { JSONValue($0.root).canonical })
      #expect(documents.map(\.root.place.range.start.line) == whole.documents.map(\.root.place.range.start.line))
      let errors = files.flatMap(\.errors)
      #expect(errors.map(\.message) == whole.errors.map(\.message))
      #expect(errors.map(\.place.range.start.line) == whole.errors.map(\.place.range.start.line))
      for (file, part) in zip(files, parts) {
        for document in file.documents {
          let line = document.root.place.range.start.line
          #expect(part.line(line).elementsEqual(whole.source.line(line)))
        }
      }
    }
  }

  @Test func `a JSON file is one part, and an empty file too`() throws {
    #expect(try parts("[1,\n2]\n", name: "a.json", size: 1).count == 1)
    #expect(try parts("", name: "a.yaml", size: 1).map(\.bytes) == [[]])
  }

  @Test func `a document that is larger than the limit is an error, a file of many is not`() throws {
    let document = "name: " + String(repeating: "a", count: 50) + "\n---\n"
    #expect(try parts(String(repeating: document, count: 20), name: "a.yaml", size: 16, limit: 100).count > 5)
    #expect(throws: FileError.self) {
      try parts("name: " + String(repeating: "a", count: 200), name: "a.yaml", size: 16, limit: 100)
    }
  }
}
