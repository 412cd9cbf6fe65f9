import ArgumentParser
import Glibc
import Reports

/// The command line. Exit codes: 0 approved, 1 denied, 2 wrong usage or unusable input.
@main
struct Tollgate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Checks and prices requests to create a Lightning AI BYOC cluster in your own AWS account.",
    version: Tool.version,
    subcommands: [Check.self, Cost.self, CatalogCommand.self, Rules.self, Explain.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        print(fullMessage(for: error))
        Glibc.exit(0)
      }
      // A command has said what is wrong and chosen its code; everything else is wrong usage.
      if let chosen = error as? ExitCode { Glibc.exit(chosen.rawValue) }
      Output.standardError(fullMessage(for: error) + "\n")
      Glibc.exit(ExitCode.unusable.rawValue)
    }
  }
}

extension ExitCode {
  /// A request was denied, or a check failed.
  static let denied = ExitCode(1)
  /// Wrong usage, no request, or input that cannot be used.
  static let unusable = ExitCode(2)
}
