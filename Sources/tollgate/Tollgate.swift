import ArgumentParser
import Dispatch
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
      Check.self, Cost.self, CompareModes.self, CatalogCommand.self, Rules.self, Explain.self, PolicyCommand.self,
      EvaluateExpression.self, Submit.self,
      Create.self, List.self,
      Show.self, Delete.self,
    ])

  // Not asynchronous itself: only the commands that wait for a network pay for the machinery.
  static func main() {
    CrashTraces.disable()
    StandardStreams.reserve()
    do {
      var command = try parseAsRoot()
      guard let asynchronous = command as? any AsyncParsableCommand else { return try command.run() }
      try NetworkResources.check()
      // INVARIANT: handed over to the task, and not touched here again.
      nonisolated(unsafe) var handedOver = asynchronous
      Task {
        do {
          try await handedOver.run()
          Glibc.exit(0)
        } catch { end(error) }
      }
      dispatchMain()
    } catch { end(error) }
  }

  /// Ends the program after an error, which a command may have told already, with the code that belongs to it.
  private static func end(_ error: any Error) -> Never {
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

extension ExitCode {
  /// A request was denied, or a check failed.
  static let denied = ExitCode(1)
  /// Wrong usage, no request, or input that cannot be used.
  static let unusable = ExitCode(2)
  /// The control plane refused, failed or could not be reached, or waiting took too long.
  static let unreachable = ExitCode(3)
}
