import ArgumentParser
import Glibc
import Reports

/// What both programs do before anything else.
package enum ProgramStart {
  /// Leaves no trace of a crash, takes the standard streams, and refuses arguments that must not even be parsed.
  /// - Returns: The arguments.
  package static func arguments() -> [String] {
    CrashTraces.disable()
    StandardStreams.reserve()
    let arguments = Arguments.all
    if let refusal = Arguments.refusal(of: arguments) {
      Output.standardError(ErrorText.message(refusal.message, help: refusal.help, TextStyle(isColored: false)))
      exit(ExitCode.unusable.rawValue)
    }
    return arguments
  }
}
