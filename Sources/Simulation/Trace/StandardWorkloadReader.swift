/// Reads the Standard Workload Format.
enum StandardWorkloadReader {
  private static let columns = 18
  /// The columns that are used, from 0: submit time, run time, allocated and requested processors, status.
  private static let (submit, runTime, allocated, requested, status) = (1, 3, 4, 7, 10)
  /// The status values of parts of a job (field 11 in the definition of the format).
  private static let partialStatuses = 2.0...4.0

  static func read(_ lines: TraceLines, into builder: inout TraceBuilder) throws(TraceError) {
    var lines = lines
    var numbers = [Double](repeating: 0, count: columns)
    while let line = try lines.next() {
      let count = try read(lines.bytes.span, line, lines.number, into: &numbers, builder)
      if count == 0 { continue }
      guard count == columns else {
        throw builder.error(
          lines.number, "\(count) columns instead of 18",
          help: "a line of the Standard Workload Format is 18 numbers, -1 for what is unknown")
      }
      try add(numbers, lines.number, to: &builder)
    }
  }

  /// Reads a line and returns its number of columns; 0 for comments and blank lines.
  private static func read(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ lineNumber: Int, into numbers: inout [Double], _ builder: TraceBuilder
  ) throws(TraceError) -> Int {
    var count = 0
    var place = line.lowerBound
    while true {
      while place < line.upperBound, isBlank(bytes[place]) { place += 1 }
      guard place < line.upperBound, count > 0 || bytes[place] != UInt8(ascii: ";") else { return count }
      let begin = place
      while place < line.upperBound, !isBlank(bytes[place]) { place += 1 }
      guard let number = NumberText.parse(bytes, begin..<place) else {
        throw builder.error(
          lineNumber, "column \(count + 1) is not a number",
          help: "a line of the Standard Workload Format is 18 numbers; comments begin with `;`")
      }
      if count < columns { numbers[count] = number }
      count += 1
    }
  }

  private static func add(_ numbers: [Double], _ line: Int, to builder: inout TraceBuilder) throws(TraceError) {
    let processors = numbers[allocated] > 0 ? numbers[allocated] : numbers[requested]
    if partialStatuses.contains(numbers[status]) {
      builder.unusable.partialExecutions += 1
    } else if numbers[submit] < 0 {
      builder.unusable.unknownArrival += 1
    } else if numbers[runTime] < 0 {
      builder.unusable.unknownRunTime += 1
    } else if processors <= 0 {
      builder.unusable.unknownProcessors += 1
    } else {
      try builder.add(arrival: numbers[submit], service: numbers[runTime], processors: processors, line: line)
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
