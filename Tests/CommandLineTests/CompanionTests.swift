import Foundation
import TestSupport
import Testing

/// What decides and what talks to others are two programs.
@Suite struct CompanionTests {
  /// The parts of a help that name commands and say what they do.
  private func commands(in help: String) -> [String] {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != "SUBCOMMANDS:" }
    var found: [String] = []
    for line in lines.dropFirst().prefix(while: { !$0.isEmpty }) {
      if line.hasPrefix("    ") { found[found.count - 1] += "\n" + line } else { found.append(String(line)) }
    }
    return found
  }

  @Test func `the help of tollgate has the companion's commands in the companion's words`() async throws {
    let help = try await Program.tollgate(["--help"])
    let companion = try await Program.run(
      Program.folder + "/tollgate-remote", ["--started-by-tollgate=\(try await version())", "--help"])
    #expect(companion.code == 0)
    // Of `catalog`, each program has a part.
    let theirs = commands(in: companion.output).filter { !$0.hasPrefix("  catalog ") }
    #expect(theirs.count == 6)
    for line in theirs { #expect(commands(in: help.output).contains(line)) }
    for command in ["submit", "create", "list", "show", "delete", "doctor"] {
      let its = try await Program.tollgate([command, "--help"])
      #expect(its.code == 0)
      #expect(its.output.contains("USAGE: tollgate \(command)"))
      let other = try await Program.tollgate(["help", command])
      #expect(other.code == 0)
      #expect(other.output.hasPrefix(String(its.output.prefix { $0 != "\n" })))
    }
  }

  @Test func `the help of catalog has the companion's commands in the companion's words`() async throws {
    let help = try await Program.tollgate(["catalog", "--help"])
    let companion = try await Program.run(
      Program.folder + "/tollgate-remote", ["--started-by-tollgate=\(try await version())", "catalog", "--help"])
    let theirs = commands(in: companion.output)
    #expect(theirs.count == 4)
    for line in theirs { #expect(commands(in: help.output).contains(line)) }
    for command in ["import", "update", "compile", "verify"] {
      let its = try await Program.tollgate(["catalog", command, "--help"])
      #expect(its.code == 0)
      #expect(its.output.contains("USAGE: tollgate catalog \(command)"))
    }
  }

  private func version() async throws -> String {
    let text = try await Program.tollgate(["--version"]).output
    return try #require(text.split(whereSeparator: \.isWhitespace).dropFirst().first.map(String.init))
  }

  @Test func `a companion that is missing or of another version is said, and nothing is sent`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await Program.copy(to: folder + "/tollgate")
    let missing = try await Program.run(folder + "/tollgate", ["list", "clusters"])
    #expect(missing.code == 2)
    #expect(missing.error.contains("`tollgate-remote` is missing"))
    #expect(missing.error.contains("pip needs `tollgate-byoc[remote]`"))
    for arguments in [["list", "clusters"], ["--started-by-tollgate=0.0.1", "list", "clusters"], []] {
      let result = try await Program.run(Program.folder + "/tollgate-remote", arguments)
      #expect(result.code == 2)
      #expect(result.error.contains("= help: "))
    }
  }

  @Test func `a companion beside the working directory is not started`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
    try await Program.copy(to: folder + "/bin/tollgate")
    let foreign = folder + "/tollgate-remote"
    try "#!/bin/sh\necho started\n".write(toFile: foreign, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: foreign)
    let result = try await Program.run(folder + "/bin/tollgate", ["list", "clusters"], folder: folder)
    #expect(result.code == 2)
    #expect(!result.output.contains("started"))
  }

  @Test func `a misspelt command is told what was meant`() async throws {
    let result = try await Program.tollgate(["chekc", "x"])
    #expect(result.code == 2)
    #expect(result.error.contains("there is no command `chekc`"))
    #expect(result.error.contains("did you mean `check`?"))
  }
}
