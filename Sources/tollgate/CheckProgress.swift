import Findings
import Gate
import Glibc
import Platform
import Program
import Reports

/// How far a check has come, on the last line of the terminal that standard error is, once it has taken a second. Where a report
/// goes to the same terminal there is none: what is printed tells.
struct CheckProgress {
  private let start = ContinuousClock.now
  private let paths: [String]
  private let isShown: Bool
  private var drawn: ContinuousClock.Instant?
  /// The bytes of everything that is to be read; nil until they are needed, 0 where nobody knows.
  private var total: Int?
  private var read = 0
  private var requests = 0
  /// The piece of a file that was counted last.
  private var last: (name: String, line: Int)?

  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)
  private static let width = 30

  init(_ paths: [String], _ destinations: [ReportDestination]) {
    self.paths = paths
    let isBesideReport = isatty(STDOUT_FILENO) == 1 && destinations.contains { $0.path == nil }
    isShown = isatty(STDERR_FILENO) == 1 && !isBesideReport
  }

  /// Counts a part, and draws the line anew.
  mutating func add(_ part: CheckPart) {
    guard isShown else { return }
    requests += part.verdicts.count
    for source in part.sources where last?.name != source.name || last?.line != source.firstLine {
      last = (source.name, source.firstLine)
      read += source.bytes.count
    }
    let now = ContinuousClock.now
    guard start.duration(to: now) > Self.patience, drawn.map({ $0.duration(to: now) > Self.interval }) ?? true else {
      return
    }
    drawn = now
    if total == nil { total = Self.size(of: paths) }
    Output.drawLine(line)
  }

  /// Takes the line away.
  func end() { if drawn != nil { Output.standardError("") } }

  private var line: PrintableText {
    let count: PrintableText = "\(requests) requests checked"
    guard let total, total > 0 else { return count }
    let share = min(read, total) * Self.width / total
    let bar = PrintableText(alreadyPrintable: String(repeating: "█", count: share))
    let rest = PrintableText(alreadyPrintable: String(repeating: "░", count: Self.width - share))
    return bar + rest + " \(min(read, total) * 100 / total) %, " + count
  }

  /// The bytes of all files that paths may mean; 0 if one of them is a stream.
  private static func size(of paths: [String]) -> Int {
    var sum = 0
    for path in paths {
      var status = stat()
      guard path != "-", stat(path, &status) == 0 else { return 0 }
      switch status.st_mode & S_IFMT {
      case S_IFREG: sum += Int(status.st_size)
      case S_IFDIR:
        for case .file(let file) in FolderWalk.items(in: path, where: CheckRun.mayHoldRequests) {
          if stat(file, &status) == 0 { sum += Int(status.st_size) }
        }
      default: return 0
      }
    }
    return sum
  }
}
