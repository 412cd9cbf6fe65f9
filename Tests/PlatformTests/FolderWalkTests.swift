import Foundation
import Glibc
import TestSupport
import Testing

@testable import Platform

@Suite struct FolderWalkTests {
  /// What a walk finds, without the folder's own path.
  private func walk(_ folder: String) -> (files: [String], failures: [String]) {
    var (files, failures) = ([String](), [String]())
    for item in FolderWalk.items(in: folder, where: { $0.hasSuffix(".yaml") }) {
      switch item {
      case .file(let path): files.append(String(path.dropFirst(folder.count + 1)))
      case .failure(let error): failures.append("\(error)".replacingOccurrences(of: folder + "/", with: ""))
      }
    }
    return (files, failures)
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func touch(_ path: String) throws { try Data().write(to: URL(fileURLWithPath: path)) }

  @Test func `files are found in the order of their bytes, hidden ones and others left out`() throws {
    try withFolder { folder in
      for name in ["b", ".hidden", "b/c"] { #expect(mkdir(folder + "/" + name, 0o755) == 0) }
      for name in ["é.yaml", "a.yaml", "Z.YAML", "b/x.yaml", "b/c/y.yaml", "c.txt", ".a.yaml", ".hidden/z.yaml"] {
        try touch(folder + "/" + name)
      }
      let (files, failures) = walk(folder)
      #expect(files == ["Z.YAML", "a.yaml", "b/c/y.yaml", "b/x.yaml", "é.yaml"])
      #expect(failures == [])
    }
  }

  @Test func `links to folders are followed, and each folder is entered once`() throws {
    try withFolder { folder in
      for name in ["real", "other"] { #expect(mkdir(folder + "/" + name, 0o755) == 0) }
      try touch(folder + "/real/x.yaml")
      for (target, name) in [("..", "real/up"), ("../real", "other/again"), ("real", "zz"), (".", "self")] {
        #expect(symlink(target, folder + "/" + name) == 0)
      }
      let (files, failures) = walk(folder)
      #expect(files.count == 1 && files[0].hasSuffix("x.yaml"))
      #expect(failures == [])
    }
  }

  @Test func `what may hide a file is a failure`() throws {
    try withFolder { folder in
      #expect(symlink("/nonexistent", folder + "/dangling") == 0)
      #expect(symlink("loop", folder + "/loop") == 0)
      #expect(mkfifo(folder + "/pipe.yaml", 0o644) == 0)
      #expect(mkfifo(folder + "/pipe.txt", 0o644) == 0)
      let name = Array((folder + "/caf").utf8) + [0xE9] + Array(".yaml".utf8) + [0]
      let descriptor = name.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
      }
      #expect(descriptor >= 0)
      close(descriptor)
      let (files, failures) = walk(folder)
      #expect(files == [])
      #expect(
        failures == [
          "the name of `caf\u{FFFD}.yaml` is not UTF-8; rename it",
          "`dangling` is a link that leads nowhere; remove it, or create what it leads to",
          "cannot read `loop`: too many levels of symbolic links",
          "`pipe.yaml` is not a regular file but a device, a socket or a pipe",
        ])
    }
  }

  @Test func `a file that a report goes to is not read`() throws {
    try withFolder { folder in
      let (report, link) = (folder + "/report.json", folder + "/link.json")
      try touch(report)
      // Kept open to the end of the tests: a file that others make later must not get its number.
      #expect(open(report, O_RDONLY) >= 0)
      #expect(symlink("report.json", link) == 0)
      ReportFiles.add(link)
      ReportFiles.add("/dev/null")
      ReportFiles.add(folder + "/none")
      for path in [report, link] {
        #expect(throws: FileError.isOutput(path: path)) { try FileReading.bytes(of: path, limit: 10) }
        #expect(try FileReading.bytes(of: path, limit: 10, allowingReport: true) == [])
      }
    }
  }
}
