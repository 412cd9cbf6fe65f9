import Findings
import Gate
import Program
import Reports

/// One report of a check, written a part at a time.
struct CheckReport {
  private var emitter: any CheckEmitter
  private var writer: ReportWriter
  private let isQuiet: Bool
  /// The numbers of findings by code, instead of the findings; nil for a report.
  private var statistics: FindingStatistics?

  init(_ destination: ReportDestination, isQuiet: Bool, showsStatistics: Bool) {
    let isForPeople = [CheckText.name, CheckConcise.name].contains(destination.format)
    self.isQuiet = isQuiet && isForPeople
    statistics = showsStatistics && isForPeople ? FindingStatistics() : nil
    // INVARIANT: a destination has one of the formats.
    let format = CheckFormats.all.first { $0.name == destination.format } ?? CheckText.self
    emitter = format.init(style: destination.style)
    writer = ReportWriter(destination)
  }

  mutating func write(_ part: CheckPart, _ basis: CheckBasis) throws {
    let (part, basis) = isQuiet ? (part.denials, basis.denials) : (part, basis)
    if statistics != nil {
      statistics?.add(part)
    } else {
      try writer.write(emitter.emit(part, basis))
    }
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis) throws {
    if var statistics {
      statistics.add((isQuiet ? basis.denials : basis).expiries)
      try writer.write(statistics.render(writer.destination.style))
    } else if !isQuiet {
      try writer.write(emitter.end(tally, basis))
    }
    try writer.finish()
  }

  /// Leaves the file as it was before the run.
  mutating func abandon() { writer.abandon() }
}
