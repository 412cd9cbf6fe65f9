import Findings
import Dispatch
import Glibc
import Program
import Synchronization

/// What Ctrl-C does: it says how to go on, and ends the program with 130.
enum Interruption {
  private static let message = Mutex("")

  // INVARIANT: made once, and never touched again; it lives as long as the program.
  nonisolated(unsafe) private static let source: any DispatchSourceSignal = {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      Output.keepLine()
      Output.standardError("\n\(message.withLock { $0 })\n")
      exit(130)
    }
    source.resume()
    return source
  }()

  /// Sets what Ctrl-C says from now on.
  static func onInterrupt(_ text: String) {
    message.withLock { $0 = text }
    _ = source
  }
}
