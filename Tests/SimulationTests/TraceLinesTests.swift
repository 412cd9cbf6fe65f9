import Foundation
import Testing

@testable import Simulation

struct TraceLinesTests {
  private func lines(_ bytes: [UInt8]) throws(TraceError) -> [String] {
    var lines = try TraceLines(bytes, source: "jobs", limit: 1 << 30)
    var found: [String] = []
    while let line = try lines.next() {
      found.append(String(decoding: lines.bytes[line], as: UTF8.self))
      #expect(lines.number == found.count)
    }
    return found
  }

  /// What `gzip` makes of some bytes, in members of the given size.
  private func compressed(_ bytes: [UInt8], member: Int = .max) throws -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: min(member, bytes.count)) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/gzip")
      let (input, output) = (Pipe(), Pipe())
      (process.standardInput, process.standardOutput) = (input, output)
      try process.run()
      let part = Data(bytes[start..<min(bytes.count, start + min(member, bytes.count))])
      DispatchQueue.global().async {
        input.fileHandleForWriting.write(part)
        try? input.fileHandleForWriting.close()
      }
      result += output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
    }
    return result
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
    ("\u{FEFF}a\r\nb\r", ["a\r", "b\r"]),
  ])
  func `lines end with a line feed or the file`(text: String, expected: [String]) throws {
    #expect(try lines(Array(text.utf8)) == expected)
    if !text.isEmpty { #expect(try lines(compressed(Array(text.utf8), member: 1)) == expected) }
  }

  @Test func `compressed lines are those of the text, whatever the chunks`() throws {
    let expected =
      (0..<9_000).map { String(repeating: "x", count: $0 * 7 % 101) + "\($0)" } + [
        String(repeating: "y", count: TraceLines.longestLine)
      ]
    let bytes = Array(expected.joined(separator: "\n").utf8)
    #expect(try lines(bytes) == expected)
    #expect(try lines(compressed(bytes)) == expected)
    #expect(try lines(compressed(bytes, member: 100_000)) == expected)
  }

  @Test(arguments: [0, 3])
  func `a line that is too long is refused with its number, compressed or not`(before: Int) throws {
    let text = String(repeating: "\n", count: before) + String(repeating: "0", count: 3_000_000) + "\n"
    for bytes in [Array(text.utf8), try compressed(Array(text.utf8))] {
      let error = #expect(throws: TraceError.self) { try lines(bytes) }
      #expect(error?.description == "jobs:\(before + 1): the line has more than 65536 bytes")
      for format in [JobTrace.Format.standardWorkload, .csv(CSVColumns())] {
        #expect(throws: TraceError.self) { try JobTrace(bytes, source: "jobs", format: format) }
      }
    }
  }

  @Test func `what is compressed a thousandfold is read without holding it`() throws {
    let zeros = try compressed([UInt8](repeating: 0, count: 50_000_000))
    #expect(throws: TraceError.self) { try lines(zeros) }
    var blank = try TraceLines(compressed([UInt8](repeating: 0x0A, count: 10_000_000)), source: "jobs", limit: 1 << 30)
    var most = 0
    while try blank.next() != nil { most = max(most, blank.bytes.count) }
    #expect(blank.number == 10_000_000)
    #expect(most <= 3 * TraceLines.longestLine)
  }
}
