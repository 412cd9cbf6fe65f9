import AWS
import Findings
import Glibc
import Program
import Synchronization

/// Shows how an update goes: on a terminal one line that changes, elsewhere a line for each region that is done.
final class DownloadProgress: UpdateProgress {
  private struct Arriving {
    let start: ContinuousClock.Instant
    let firstCount: Int
    var count: Int
    var total: Int?
  }

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let arriving = Mutex<[PriceListDownload.List: Arriving]>([:])

  func note(_ line: String) {
    Output.standardError(isTerminal ? "\r\u{1B}[K\(line)\n" : "\(line)\n")
  }

  func bytes(_ count: Int, of total: Int?, _ list: PriceListDownload.List) {
    guard isTerminal else { return }
    let line = arriving.withLock { arriving in
      var state = arriving[list] ?? Arriving(start: .now, firstCount: count, count: count)
      // A list that is fetched again begins again.
      if count < state.count { state = Arriving(start: .now, firstCount: count, count: count) }
      (state.count, state.total) = (count, total)
      arriving[list] = state
      return Self.line(list, state)
    }
    Output.standardError("\r\u{1B}[K\(line)")
  }

  /// Ends the line that changes.
  func end() {
    if isTerminal, arriving.withLock({ !$0.isEmpty }) { Output.standardError("\r\u{1B}[K") }
  }

  private static func line(_ list: PriceListDownload.List, _ state: Arriving) -> String {
    let seconds = max(0.001, state.start.duration(to: .now) / .seconds(1))
    let rate = Double(state.count - state.firstCount) / seconds
    var line = "\(list.region) \(list.offer) \(megabytes(Double(state.count)))"
    if let total = state.total { line += " of \(megabytes(Double(total)))" }
    line += ", \(megabytes(rate))/s"
    if let total = state.total, rate > 1_000, total > state.count {
      line += ", \(Int((Double(total - state.count) / rate).rounded(.up))) s left"
    }
    return line
  }

  private static func megabytes(_ count: Double) -> String {
    let tenths = Int((count / 100_000).rounded())
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
