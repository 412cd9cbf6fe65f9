import ArgumentParser
import Documents
import Findings
import Glibc
import Platform
import Program
import Reports

/// The script with which a shell completes commands, options and files: that of the installation, which knows the companion's
/// commands too.
enum CompletionScript {
  private static let option = "--generate-completion-script"

  /// The shell that arguments ask for; nil if they ask for something else.
  static func shell(in arguments: [String]) -> String? {
    switch arguments.count {
    case 2 where arguments[0] == option: arguments[1]
    case 1 where arguments[0].hasPrefix(option + "="): String(arguments[0].dropFirst(option.count + 1))
    default: nil
    }
  }

  /// Prints a script, and ends the program.
  static func print(for shell: String) -> Never {
    let shells = ["bash", "zsh", "fish"]
    guard shells.contains(shell) else {
      CommandTree.end(
        Failure(
          "there are no completions for `\(printable(shell, limit: 40))`",
          help: "there are " + shells.joined(separator: ", ")))
    }
    guard let path = ProgramFolder.shared("completions/\(shell)"), FileReading.exists(path) else {
      CommandTree.end(
        Failure(
          "the completions are not installed beside the program", help: "install it with `make install`, or a package"))
    }
    do {
      let bytes = try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes)
      try Output.standardOutput(Output.lines(bytes))
    } catch {
      CommandTree.end(Failure(error) ?? Failure("\(error)"))
    }
    Glibc.exit(0)
  }
}
