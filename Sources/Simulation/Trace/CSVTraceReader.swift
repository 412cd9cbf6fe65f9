/// The names of the columns of a trace.
public struct CSVColumns: Sendable, Equatable {
  /// The arrival of a job: seconds, or an ISO 8601 time.
  public var arrival: String
  /// The run time of a job in seconds.
  public var duration: String
  /// The number of processors that a job needs. Without this column, every job needs one.
  public var processors: String

  /// Creates the column names; the defaults are `arrival`, `duration` and `processors`.
  public init(arrival: String = "arrival", duration: String = "duration", processors: String = "processors") {
    self.arrival = arrival
    self.duration = duration
    self.processors = processors
  }
}

/// Reads comma-separated values (RFC 4180) with a header.
struct CSVTraceReader {
  let columns: CSVColumns

  /// The indices of the columns, from 0.
  private struct Places {
    let arrival: Int
    let duration: Int
    let processors: Int?
    let count: Int
  }

  func read(_ lines: TraceLines, into builder: inout TraceBuilder) throws(TraceError) {
    var records = CSVRecords(lines)
    var places: Places?
    while let line = try records.next(in: builder) {
      if records.fields.count == 1, records.fields[0].isEmpty { continue }
      guard let places else {
        places = try header(records, line, builder)
        continue
      }
      guard records.fields.count == places.count else {
        throw builder.error(
          line, "\(records.fields.count) fields instead of \(places.count)",
          help: "every line needs those of the header")
      }
      try add(records, places, line, to: &builder)
    }
    guard places != nil else {
      throw builder.error(nil, "no header", help: "the first line of a CSV trace names its columns")
    }
  }

  private func header(
    _ records: CSVRecords, _ line: Int, _ builder: TraceBuilder
  ) throws(TraceError) -> Places {
    let names = records.fields.map { records.text($0) }
    func place(_ name: String) throws(TraceError) -> Int {
      let matches = names.indices.filter { names[$0] == name }
      guard matches.count == 1 else {
        throw builder.error(
          line, "\(matches.isEmpty ? "no" : "more than one") column `\(name)`",
          help: "the columns are \(names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")); say which one is meant")
      }
      return matches[0]
    }
    let usual = CSVColumns().processors
    let isNamed = columns.processors != usual || names.contains(usual)
    return Places(
      arrival: try place(columns.arrival), duration: try place(columns.duration),
      processors: isNamed ? try place(columns.processors) : nil, count: names.count)
  }

  private func add(
    _ records: CSVRecords, _ places: Places, _ line: Int, to builder: inout TraceBuilder
  ) throws(TraceError) {
    func number(_ place: Int, _ name: String, time: Bool = false) throws(TraceError) -> Double? {
      let field = records.fields[place]
      if field.isEmpty { return nil }
      if let number = NumberText.parse(records.bytes.span, field) { return number }
      if time, let seconds = TimestampText.seconds(records.text(field)) { return seconds }
      throw builder.error(
        line, "`\(name)` is not a number\(time ? " or a time" : "")",
        help: time ? "write seconds, or a time such as 2026-11-26T08:30:00Z" : "write seconds, with a point and no unit"
      )
    }
    let arrival = try number(places.arrival, columns.arrival, time: true)
    let duration = try number(places.duration, columns.duration)
    var processors: Double? = 1
    if let place = places.processors { processors = try number(place, columns.processors) }
    guard let arrival, arrival >= 0 else {
      builder.unusable.unknownArrival += 1
      return
    }
    guard let duration, duration >= 0 else {
      builder.unusable.unknownRunTime += 1
      return
    }
    guard let processors, processors > 0 else {
      builder.unusable.unknownProcessors += 1
      return
    }
    try builder.add(arrival: arrival, service: duration, processors: processors, line: line)
  }
}
