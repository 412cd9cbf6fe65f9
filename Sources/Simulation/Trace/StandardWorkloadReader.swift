/// Reads the Standard Workload Format.
enum StandardWorkloadReader {
  private static let columns = 18
  /// The columns that matter, from 0: submit time, run time, allocated and requested processors, status.
  private static let (submit, runTime, allocated, requested, status) = (1, 3, 4, 7, 10)
  /// The values of status for parts of a job (definition of the format, field 11).
  private static let partialStatuses = 2.0...4.0

  static func read(_ text: [UInt8], into builder: inout TraceBuilder) throws(TraceError) {
    let bytes = text.span
    var numbers = [Double](repeating: 0, count: columns)
    var place = 0
    var line = 0
    while place < bytes.count {
      line += 1
      var count = 0
      while true {
        while place < bytes.count, isBlank(bytes[place]) { place += 1 }
        guard place < bytes.count, bytes[place] != UInt8(ascii: "\n") else { break }
        if count == 0, bytes[place] == UInt8(ascii: ";") {
          while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
          break
        }
        let begin = place
        while place < bytes.count, !isBlank(bytes[place]), bytes[place] != UInt8(ascii: "\n") { place += 1 }
        guard let number = NumberText.parse(bytes, begin..<place) else {
          throw builder.error(
            line, "column \(count + 1) is not a number",
            help: "a line of the Standard Workload Format is 18 numbers; comments begin with `;`")
        }
        if count < columns { numbers[count] = number }
        count += 1
      }
      place += 1
      if count == 0 { continue }
      guard count == columns else {
        throw builder.error(
          line, "\(count) columns instead of 18",
          help: "a line of the Standard Workload Format is 18 numbers, -1 for what is unknown")
      }
      try add(numbers, line, to: &builder)
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
