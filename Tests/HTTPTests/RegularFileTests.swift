import Foundation
import Platform
import TestSupport
import Testing

@testable import HTTP

@Suite struct RegularFileTests {
  @Test func `only a regular file is read, and nothing else is waited for`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/file"
    try Data("content".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try RegularFile.bytes(of: path, limit: 7) == Array("content".utf8))
    #expect(throws: FileError.tooLarge(path: path, limit: 6)) { try RegularFile.bytes(of: path, limit: 6) }
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    for other in [folder + "/pipe", "/dev/zero", "/dev/null", "/dev/ptmx"] {
      #expect(throws: FileError.notRegular(path: other)) { try RegularFile.bytes(of: other, limit: 7) }
    }
    #expect(throws: FileError.isDirectory(path: folder)) { try RegularFile.bytes(of: folder, limit: 7) }
    #expect(throws: FileError.self) { try RegularFile.bytes(of: folder + "/none", limit: 7) }
    #expect(throws: FileError.notRegular(path: folder + "/socket")) {
      let descriptor = try socket(at: folder + "/socket")
      defer { close(descriptor) }
      _ = try RegularFile.bytes(of: folder + "/socket", limit: 7)
    }
  }

  private func socket(at path: String) throws -> CInt {
    let descriptor = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(result == 0)
    return descriptor
  }
}
