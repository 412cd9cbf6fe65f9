import Foundation
import TestSupport
import Testing

/// A repository with a few files of requests, and what git says of it.
struct History {
  let folder: String

  init() throws {
    folder = try Repository.temporaryFolder()
    try git("init", "-q")
    try FileManager.default.createDirectory(atPath: folder + "/clusters", withIntermediateDirectories: false)
  }

  @discardableResult func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.invalid"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  func write(_ name: String, _ patch: String) throws {
    try RequestText.patched(patch).write(toFile: "\(folder)/clusters/\(name)", atomically: true, encoding: .utf8)
  }

  func commit() throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", "step")
  }
}

extension History {
  /// The files of requests that differ between a revision and the working directory, by git's own word.
  func changed(since revision: String) throws -> [String] {
    try git("diff", "--name-only", "-z", revision, "--", "clusters").split(separator: "\0").map { "\(folder)/\($0)" }
      .sorted()
  }

  /// A history of so many commits, each with up to four files of requests written or removed, on two branches that are
  /// merged now and then.
  static func random(commits: Int, seed: UInt64) throws -> History {
    let history = try History()
    try history.git("checkout", "-q", "-b", "main")
    try history.write("file 0.json", "{}")
    try history.commit()
    var generator = SeededGenerator(seed: seed)
    for step in 1..<commits {
      switch step % 10 {
      case 5: try history.git("checkout", "-q", "-B", "side")
      case 7: try history.git("checkout", "-q", "main")
      case 8:
        try history.git("checkout", "-q", "main")
        try history.git("merge", "-q", "--no-ff", "-X", "theirs", "-m", "merge", "side")
        continue
      default: break
      }
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let file = "file \(Int.random(in: 0..<6, using: &generator)).json"
        let region = ["us-east-1", "us-east-9", "eu-west-1"].randomElement(using: &generator) ?? ""
        let type = ["m7i.xlarge", "g6.xlarge"].randomElement(using: &generator) ?? ""
        try history.write(
          file, "{metadata: {name: step-\(step)}, spec: {region: \(region), instanceTypes: [\(type)]}}")
      }
      try history.commit()
    }
    return history
  }
}
