import ArgumentParser
import Dispatch
import Documents
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
    let arguments = Arguments.all
    if let refusal = Arguments.refusal(of: arguments) {
      Output.standardError(ErrorText.message(refusal.message, help: refusal.help, TextStyle(isColored: false)))
      Glibc.exit(ExitCode.unusable.rawValue)
    }
    do {
      var command = try parseAsRoot(Arguments.split(arguments).parsed)
      guard let asynchronous = command as? any AsyncParsableCommand else { return try command.run() }
      try NetworkResources.check()
      // INVARIANT: handed over to the task, and not touched here again.
      nonisolated(unsafe) var handedOver = asynchronous
      Task {
        do {
          try await handedOver.run()
          Glibc.exit(0)
        } catch { end(error, arguments) }
      }
      dispatchMain()
    } catch { end(error, arguments) }
  }

  /// Ends the program after an error, which a command may have told already, with the code that belongs to it.
  private static func end(_ error: any Error, _ arguments: [String]) -> Never {
    // A command has said what is wrong and chosen its code.
    if let chosen = error as? ExitCode { Glibc.exit(chosen.rawValue) }
    if exitCode(for: error) == .success {
      let text = PrintableText(alreadyPrintable: fullMessage(for: error) + "\n")
      if Arguments.askForHelp(arguments) {
        do { try Output.standardOutput(text) } catch { Glibc.exit(ExitCode.unusable.rawValue) }
        Glibc.exit(0)
      }
      // A command that needs another word prints its help; nothing has been checked.
      Output.standardError(text)
      Glibc.exit(ExitCode.unusable.rawValue)
    }
    Output.standardError(usage(error, arguments))
    Glibc.exit(ExitCode.unusable.rawValue)
  }

  /// What is wrong with the arguments. The parser repeats them as they are, so it is asked again with arguments in which
  /// everything is visible.
  private static func usage(_ error: any Error, _ arguments: [String]) -> PrintableText {
    let visible = arguments.map { printable($0) }
    guard visible != arguments else { return PrintableText(alreadyPrintable: fullMessage(for: error) + "\n") }
    do {
      _ = try parseAsRoot(visible)
    } catch {
      return PrintableText(alreadyPrintable: fullMessage(for: error) + "\n")
    }
    return "\(message(for: error))\n"
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
