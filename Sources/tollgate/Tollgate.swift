import ArgumentParser
import Glibc
import Reports

/// The command line. Exit codes: 0 approved, 1 denied, 2 wrong usage or unusable input, 3 the control plane refused or
/// could not be reached, 130 interrupted.
@main
struct Tollgate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Checks and prices requests to create a Lightning AI BYOC cluster in your own AWS account.",
    version: Tool.version,
    subcommands: [
      Check.self, Cost.self, CatalogCommand.self, Rules.self, Explain.self, Submit.self, Create.self, List.self,
      Show.self, Delete.self,
    ])

  static func main() async {
    StandardStreams.reserve()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
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
  /// The control plane refused, failed or could not be reached, or waiting took too long.
  static let unreachable = ExitCode(3)
}
