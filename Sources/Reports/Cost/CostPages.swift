import Findings
import Gate
import Catalog
import Platform

/// The report of `tollgate cost` as a page that is written part by part: bills wait on disk, since the table of all requests
/// comes before them.
struct CostPages<Format: PageStream>: FleetEmitter {
  static var name: String { Format.name }

  private let format: Format
  private var fleet: RequestFleet
  private var problems = ReportProblems("not priced")
  /// The first request's bills, which are the whole report if there is no other.
  private var first: BillReport?
  private var bills = SpooledText()
  private var places: [Range<Int>] = []

  init(style: TextStyle, _ options: FleetOptions) {
    format = Format(style: style)
    fleet = RequestFleet(options)
  }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText {
    problems.add(part)
    fleet.add(part.verdicts)
    let reports = part.verdicts.compactMap(CostReport.bill)
    if first == nil { first = reports.first }
    for text in concurrentMap(reports, width: 8, { [format] in format.next(CostReport.section($0)) }) {
      places.append(try bills.add(text))
    }
    return ""
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    if let first, places.count == 1 {
      return try write(format.whole(CostReport.single(first, fleet, problems, basis)))
    }
    let beginning = CostReport.beginning(fleet, problems, basis)
    let end = CostReport.end(hasBills: !places.isEmpty, basis)
    guard !places.isEmpty else {
      return try write(format.whole(ReportPage(title: beginning.title, blocks: beginning.blocks + end)))
    }
    try write(format.beginning(beginning))
    try bills.forEach(in: places, write)
    try write(end.map { format.next($0) }.joined() + format.end)
  }
}

/// The report of `tollgate cost` as JSON: that of a check with every line of each bill, and what the requests cost together.
struct CostJSON: FleetEmitter {
  static var name: String { CheckJSON.name }

  private var report: CheckJSON
  private var fleet: RequestFleet

  init(style: TextStyle, _ options: FleetOptions) {
    report = CheckJSON(withLines: true)
    fleet = RequestFleet(options)
  }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText {
    fleet.add(part.verdicts)
    return report.emit(part, basis)
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    try write(report.end(tally, basis, [("total", fleet.total)] + FleetGroups.members(fleet)))
  }
}

/// The bills of all requests in the columns of FOCUS, request by request.
struct CostFocus: FleetEmitter {
  static let name = "focus"

  private let further: FocusCSV.Further
  private var hasBegun = false

  init(style: TextStyle, _ options: FleetOptions) { self.init(FocusCSV.Further(grouping: options.grouping)) }

  /// A report with more columns.
  init(_ further: FocusCSV.Further) { self.further = further }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText {
    let head: PrintableText = hasBegun ? "" : FocusCSV.header(further)
    hasBegun = true
    let day = basis.asOf
    return head
      + concurrentMap(part.verdicts, width: 8) { [further] verdict in
        FocusCSV.rows(verdict, asOf: day, further) { basis.catalog.regions[$0]?.description }
      }.joined()
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    if !hasBegun { try write(FocusCSV.header(further)) }
  }
}

/// The same, with a column that says which bill is that of the better mode.
struct WhatIfFocus: FleetEmitter {
  static let name = CostFocus.name

  private var report: CostFocus

  init(style: TextStyle, _ options: FleetOptions) {
    report = CostFocus(FocusCSV.Further(grouping: options.grouping, comparesModes: true))
  }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText { try report.emit(part, basis) }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    try report.end(tally, basis, write)
  }
}
