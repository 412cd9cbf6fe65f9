import HTTP
import Findings
import ControlPlane
import Glibc
import Program
import SubmissionReports
import Synchronization

/// Shows how a wait goes: on a terminal one line that changes, elsewhere a line when something changes, and one every
/// five minutes.
final class WaitProgress: Sendable {
  private struct Shown {
    var state = ""
    var at = Duration.zero
  }

  private let name: String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let shown = Mutex(Shown())

  init(name: String) { self.name = name }

  func show(_ look: Wait.Look) {
    let line = ClusterWords.progress(look, name: name)
    guard !isTerminal else {
      let isLast = look.cluster?.phase == .running || look.cluster?.phase == .deleted
      Output.standardError(isLast ? "\r\u{1B}[K\(line)\n" : "\r\u{1B}[K\(line)")
      return
    }
    let state = (look.cluster?.status ?? "") + (look.cluster?.reason?.redacted ?? "")
    let isNews = shown.withLock { shown in
      guard shown.state != state || look.elapsed - shown.at >= .seconds(300) else { return false }
      shown = Shown(state: state, at: look.elapsed)
      return true
    }
    if isNews { Output.standardError("\(line)\n") }
  }
}
