import Foundation
import Platform
import TestSupport
import Testing

@Suite struct FileReadingTests {
  @Test func `files are read up to the limit`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a"
    try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path))
    #expect(try FileReading.bytes(of: path, limit: 100_000).count == 100_000)
    #expect(throws: FileError.tooLarge(path: path, limit: 99_999)) { try FileReading.bytes(of: path, limit: 99_999) }
    #expect(throws: FileError.isDirectory(path: folder)) { try FileReading.bytes(of: folder, limit: 1) }
    #expect(throws: FileError.notRegular(path: "/dev/zero")) { try FileReading.bytes(of: "/dev/zero", limit: 1) }
    let missing = folder + "/none"
    #expect(throws: FileError.unreadable(path: missing, reason: "no such file or directory")) {
      try FileReading.bytes(of: missing, limit: 1)
    }
    #expect(throws: FileError.self) { try FileReading.names(in: missing) }
    #expect(throws: FileError.self) { try FileReading.kind(of: missing) }
    #expect(try FileReading.names(in: folder).map(\.shown) == ["a"])
    #expect(FileReading.workingDirectory().hasPrefix("/"))
    let messages = [FileError.tooLarge(path: "a", limit: 1_048_576), .isDirectory(path: "a"), .notRegular(path: "a")]
    for error in messages { #expect("\(error)".contains("`a`")) }
  }
}
