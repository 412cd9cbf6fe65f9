import ControlPlane
import Findings
import Glibc
import HTTP
import Program
import Reports
import SubmissionReports
import Synchronization

/// Shows how a wait goes: on a terminal one line that changes, elsewhere a line when something changes, and one every
/// five minutes.
final class WaitProgress: Sendable {
  private struct Shown {
    var look: Wait.Look?
    /// When the look was, on a clock that goes on.
    var moment = ContinuousClock.now
    var state = ""
    var at = Duration.zero
  }

  private let name: String
  private let style = Output.errorStyle
  private let shown = Mutex(Shown())

  init(name: String) { self.name = name }

  private var isTerminal: Bool { style.width != nil }

  /// Runs a wait, during which the clock of the line goes on every second. The line ends with the wait.
  func ticking(_ body: () async throws(WaitError) -> Void) async throws(WaitError) {
    guard isTerminal else { return try await body() }
    let clock = Task {
      while true {
        do { try await Task.sleep(for: .seconds(1)) } catch { return }
        draw()
      }
    }
    defer {
      clock.cancel()
      shown.withLock { shown in
        Output.keepLine()
        shown.look = nil
      }
    }
    try await body()
  }

  func show(_ look: Wait.Look) {
    guard !isTerminal else {
      shown.withLock { shown in (shown.look, shown.moment) = (look, .now) }
      return draw()
    }
    let state = (look.cluster?.status ?? "") + (look.cluster?.reason?.redacted ?? "")
    let isNews = shown.withLock { shown in
      guard shown.state != state || look.elapsed - shown.at >= .seconds(300) else { return false }
      shown.state = state
      shown.at = look.elapsed
      return true
    }
    if isNews { Output.standardError("\(ClusterWords.progress(look.cluster, elapsed: look.elapsed, name: name))\n") }
  }

  private func draw() {
    // The lock is held while it is written, so that an old line never comes after a newer one.
    shown.withLock { shown in
      guard let look = shown.look else { return }
      let elapsed = look.elapsed + (ContinuousClock.now - shown.moment)
      let line = ClusterWords.progress(look.cluster, elapsed: elapsed, name: name)
      Output.drawLine(style.cut(line))
    }
  }
}
