import Foundation
import Testing

@testable import Platform

/// What waits on disk, and inputs that can be read once only.
@Suite struct SpoolTests {
  @Test func `texts come back from where they were put`() throws {
    let spool = try Spool()
    let first = try spool.add("one, ")
    let second = try spool.add("zwölf")
    #expect(String(decoding: try spool.bytes(second), as: UTF8.self) == "zwölf")
    #expect(String(decoding: try spool.bytes(first), as: UTF8.self) == "one, ")
    #expect(try spool.bytes(0..<0) == [])
    try spool.add(Array(repeating: 7, count: 3 << 20))
    var sizes: [Int] = []
    try spool.forEachPiece { piece throws(FileError) in sizes.append(piece.count) }
    #expect(sizes.count == 4 && sizes.reduce(0, +) == spool.count)
  }

  @Test func `the file has no name that somebody could open`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    func names() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("tollgate.") })
    }
    let before = try names()
    let spool = try Spool()
    try spool.add("secret")
    #expect(try names().subtracting(before).isEmpty)
  }

  @Test func `what ended too early is an error`() throws {
    let spool = try Spool()
    try spool.add("abc")
    #expect(throws: FileError.self) { try spool.bytes(0..<4) }
  }

  @Test func `an input is read once, and is the same every time`() throws {
    let input = KeptInput()
    var count = 0
    func read() throws(FileError) -> [UInt8] {
      count += 1
      return [1, 2, 3]
    }
    for _ in 0..<3 { #expect(try input.bytes(read) == [1, 2, 3]) }
    #expect(count == 1)
  }

  @Test func `an input that could not be read stays one`() throws {
    let input = KeptInput()
    func tooLarge() throws(FileError) -> [UInt8] { throw .tooLarge(path: "-", limit: 1) }
    func empty() throws(FileError) -> [UInt8] { [] }
    #expect(throws: FileError.tooLarge(path: "-", limit: 1)) { try input.bytes(tooLarge) }
    #expect(throws: FileError.tooLarge(path: "-", limit: 1)) { try input.bytes(empty) }
    let missing = KeptInput()
    for _ in 0..<2 {
      #expect(throws: FileError.self) { try missing.forEachChunk(of: "/nowhere", size: 10) { _ throws(FileError) in } }
    }
  }

  @Test func `a pipe is read in chunks, and its bytes come again`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(repeating: 65, count: 200_000).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let input = KeptInput()
    var counts: [Int] = []
    for _ in 0..<2 {
      var count = 0
      try input.forEachChunk(of: path, size: 65_536) { chunk throws(FileError) in count += chunk.count }
      counts.append(count)
      try Data(repeating: 66, count: 5).write(to: URL(fileURLWithPath: path))
    }
    #expect(counts == [200_000, 200_000])
  }

  @Test func `nothing is kept once nobody will read it again`() {
    let inputs = KeptInputs()
    #expect(inputs["-"] != nil && inputs["-"] === inputs["-"])
    inputs.forget()
    #expect(inputs["-"] == nil)
  }
}
