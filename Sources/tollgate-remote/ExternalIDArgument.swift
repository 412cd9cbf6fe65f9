import Findings
import Glibc
import Platform
import Program
import Reports
import Requests

/// The external id for a command line: standard input, the environment, the argument itself, or what a file says.
enum ExternalIDArgument {
  static let variable = "LIGHTNING_EXTERNAL_ID"

  static func read(_ argument: String?, else ofFile: ExternalID?) throws -> ExternalID {
    switch argument {
    case "-": return .given(try fromStandardInput(), from: nil)
    case let text?:
      Output.note(
        "other users of this machine can read the external id in the list of processes, and your shell keeps it; "
          + "use `--external-id -` or \(variable)")
      return .given(Secret(text), from: nil)
    case nil:
      if let ofFile { return ofFile }
      guard let text = ProcessEnvironment.variable(variable) else {
        let help = "give it with `--external-id -` on standard input, or in \(variable)"
        throw Failure("the external id is missing", help: help)
      }
      return .given(Secret(text), from: variable)
    }
  }

  /// One line; a person types it unseen.
  private static func fromStandardInput() throws -> Secret {
    let isTerminal = isatty(STDIN_FILENO) == 1
    let line = isTerminal ? HiddenInput.line(prompt: "external id: ") : StandardInput.line(limit: 65_536)
    guard let line, !line.isEmpty else {
      throw Failure("standard input holds no external id")
    }
    return Secret(line)
  }
}
