import Documents
import Findings
public import Reports

/// What `tollgate doctor` reports: whether each thing that Tollgate needs is in order.
public struct DoctorReport: Sendable {
  /// Whether something is in order.
  public enum State: String, Sendable {
    /// It is.
    case fine
    /// Somebody should do something.
    case toDo
    /// It could not be reached.
    case notReached
    /// It was not looked at, because something else is not in order.
    case skipped
  }

  /// One thing that was looked at.
  public struct Check: Sendable {
    let subject: String
    let state: State
    let text: String
    let help: String?

    /// What was found of a subject, and what to do about it.
    public init(_ subject: String, _ state: State, _ text: String, help: String? = nil) {
      self.subject = subject
      self.state = state
      self.text = text
      self.help = help
    }
  }

  /// Everything that was looked at, in order.
  public private(set) var checks: [Check] = []

  /// A report on nothing yet.
  public init() {}

  /// Adds what was found.
  public mutating func add(_ check: Check) { checks.append(check) }

  /// Whether something could not be reached.
  public var isCutOff: Bool { checks.contains { $0.state == .notReached } }

  /// Whether somebody should do something.
  public var needsWork: Bool { checks.contains { $0.state == .toDo } }
}

/// The formats of `tollgate doctor`.
public enum DoctorFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<DoctorReport>] = [
    ReportFormat("text") { report, style in text(report, style) },
    ReportFormat("json") { report, _ in json(report) },
  ]

  private static func text(_ report: DoctorReport, _ style: TextStyle) -> PrintableText {
    var text: PrintableText = ""
    let width = report.checks.map(\.subject.unicodeScalars.count).max() ?? 0
    for check in report.checks {
      let word: PrintableText =
        switch check.state {
        case .fine: style.green("ok     ")
        case .toDo: style.red("to do  ")
        case .notReached: style.red("cut off")
        case .skipped: style.faint("skipped")
        }
      text += "\(word)  \(PrintableText(check.subject).padded(to: width))  \(check.text)\n"
      if let help = check.help { text += "         \(PrintableText.repeating(" ", width))  = help: \(help)\n" }
    }
    let count = report.checks.count { $0.state == .toDo || $0.state == .notReached }
    return text + (count == 0 ? "nothing to do\n" : "\(counted(count, "thing")) to do\n")
  }

  private static func json(_ report: DoctorReport) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(1)), ("tool", Tool.json),
      (
        "checks",
        .array(
          report.checks.map { check in
            .object([
              ("subject", .string(check.subject)), ("state", .string(check.state.rawValue)),
              ("text", .string(printable(check.text))), ("help", JSONValue(check.help.map { printable($0) })),
            ])
          })
      ),
    ]).indented
  }
}
