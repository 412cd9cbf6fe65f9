import Glibc

/// What both programs do before anything else.
package enum ProgramStart {
  /// Leaves no trace of a crash, and takes the standard streams.
  /// - Returns: The arguments.
  package static func arguments() -> [String] {
    CrashTraces.disable()
    StandardStreams.reserve()
    return Arguments.all
  }
}
