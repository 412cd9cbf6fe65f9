import Glibc
import Testing

@testable import Platform

@Suite struct FileWritingTests {
  private func pipe(nonBlocking: Bool = false) throws -> (reading: CInt, writing: CInt) {
    var ends: [CInt] = [-1, -1]
    let isMade = Glibc.pipe(&ends) == 0
    try #require(isMade)
    if nonBlocking { _ = fcntl(ends[1], F_SETFL, O_NONBLOCK) }
    return (ends[0], ends[1])
  }

  @Test func `everything is written, however little the system takes at a time`() async throws {
    let (reading, writing) = try pipe()
    let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let reader = Task.detached {
      var content: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 977)
      while true {
        let count = read(reading, &buffer, buffer.count)
        guard count > 0 else { return content }
        content += buffer[..<count]
      }
    }
    #expect(FileWriting.write(bytes, to: writing))
    #expect(FileWriting.write("é", to: writing) && FileWriting.write("", to: writing))
    close(writing)
    #expect(await reader.value == bytes + Array("é".utf8))
    close(reading)
  }

  @Test func `what the system refuses is a failure with its reason`() throws {
    let (reading, writing) = try pipe(nonBlocking: true)
    #expect(!FileWriting.write([UInt8](repeating: 0, count: 10_000_000), to: writing))
    #expect(errno == EAGAIN)
    close(reading)
    close(writing)
    #expect(!FileWriting.write("a", to: -1))
    #expect(errno == EBADF)
  }
}
