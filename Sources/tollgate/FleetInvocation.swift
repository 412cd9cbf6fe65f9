import ArgumentParser
import Findings
import Gate
import Program
import Reports
import Requests

/// What `tollgate cost`, and `tollgate whatif` about several requests, is asked to do.
struct FleetInvocation {
  let paths: [String]
  let options: CheckRun.Options
  let use: CheckStream.Use
  let destinations: [ReportDestination]
  let fleet: FleetOptions
  /// Whether the report is about the choice between two modes, which not every control plane has.
  var comparesModes = false

  /// Prices the requests a part at a time, and reports on them.
  func run<Formats: FleetFormats>(_ formats: Formats.Type) throws {
    var reports = destinations.map { FleetReport($0, Formats.all, fleet) }
    var progress = CheckProgress(paths, destinations)
    var isPriced = true
    let tally: CheckTally
    do {
      let outcome = try CheckStream.run(paths: paths, options, for: use) { part, basis in
        if comparesModes, basis.generation != .kubernetes { throw WhatIfRunError.oneMode }
        for index in reports.indices { try reports[index].write(part, basis) }
        if part.verdicts.contains(where: { $0.bills == nil }) { isPriced = false }
        progress.add(part)
      }
      progress.end()
      outcome.basis.pricingWarnings.forEach { Output.warning($0) }
      for index in reports.indices { try reports[index].end(outcome.tally, outcome.basis) }
      tally = outcome.tally
    } catch {
      progress.end()
      for index in reports.indices { reports[index].abandon() }
      throw error
    }
    if tally.unreadable > 0 { throw ExitCode.unusable }
    if !isPriced { throw ExitCode.denied }
  }
}

/// One report on costs, written a part at a time.
private struct FleetReport {
  private var emitter: any FleetEmitter
  private var writer: ReportWriter

  init(_ destination: ReportDestination, _ formats: [any FleetEmitter.Type], _ options: FleetOptions) {
    // INVARIANT: a destination has one of the formats, and there is one.
    let format = formats.first { $0.name == destination.format } ?? formats[0]
    emitter = format.init(style: destination.style, options)
    writer = ReportWriter(destination)
  }

  /// Bills with all their lines are a hundred times as long as a request, so that they are written piece by piece.
  mutating func write(_ part: CheckPart, _ basis: CheckBasis) throws {
    for piece in part.pieces(of: 64) { try write(emitter.emit(piece, basis)) }
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis) throws {
    var emitter = emitter
    try emitter.end(tally, basis) { try write($0) }
    try writer.finish()
  }

  /// Leaves the file as it was before the run.
  mutating func abandon() { writer.abandon() }

  private mutating func write(_ text: PrintableText) throws {
    if !text.isEmpty { try writer.write(text) }
  }
}
