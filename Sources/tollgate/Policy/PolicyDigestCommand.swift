import ArgumentParser
import Findings
import Gate
import Platform
import Program
import Reports

struct PolicyDigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Print the digests by which a configuration can pin policies.",
    discussion: "One line for each path: the digest, two spaces, the path.")

  @Argument(help: "Files and folders of policies.")
  var paths: [String]

  func run() throws {
    for path in paths { try Output.standardOutput("\(try PolicyDigest.of(path: path).hexadecimal)  \(path)\n") }
  }
}
