import Findings
import Program

/// Writes a report to its destination a part at a time. A file is opened with the first part: where there is nothing to report, none
/// is written.
struct ReportWriter {
  let destination: ReportDestination
  private var file: OutputFile?

  init(_ destination: ReportDestination) { self.destination = destination }

  mutating func write(_ text: PrintableText) throws {
    let text = destination.fitted(text)
    guard let path = destination.path else { return try Output.standardOutput(text) }
    let file = try file ?? OutputFile(path)
    self.file = file
    try file.write(text.text)
  }

  mutating func finish() throws {
    try file?.finish()
    file = nil
  }

  /// Leaves the file as it was before the run.
  mutating func abandon() {
    file?.abandon()
    file = nil
  }
}
