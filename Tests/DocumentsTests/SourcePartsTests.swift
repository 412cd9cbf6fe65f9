import Foundation
import TestSupport
import Testing

@testable import Documents

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
