import Testing

@testable import Simulation

struct JobTraceTests {
  private func swf(_ text: String, limits: TraceLimits = TraceLimits()) throws(TraceError) -> JobTrace {
    try JobTrace(Array(text.utf8), source: "jobs.swf", format: .standardWorkload, limits: limits)
  }

  private func csv(_ text: String, _ columns: CSVColumns = CSVColumns()) throws(TraceError) -> JobTrace {
    try JobTrace(Array(text.utf8), source: "jobs.csv", format: .csv(columns))
  }

  private func line(
    _ submit: String, _ run: String, _ allocated: String, _ requested: String = "-1", _ status: String = "1"
  ) -> String { "1 \(submit) -1 \(run) \(allocated) -1 -1 \(requested) -1 -1 \(status) -1 -1 -1 0 -1 -1 -1" }

  @Test func `reads the Standard Workload Format`() throws {
    let trace = try swf(
      "; Version: 2\n;\n\n" + [line("100", "50", "2"), line("160", "7.5", "-1", "4")].joined(separator: "\r\n") + "\n")
    #expect(trace.jobs.arrivals == [0, 60])
    #expect(trace.jobs.services == [50, 7.5])
    #expect(trace.jobs.processors == [2, 4])
    #expect(trace.jobs.horizon == 60)
    #expect(trace.unusable.total == 0)
  }

  @Test func `counts jobs that cannot be run again`() throws {
    let lines = [
      line("0", "5", "1"), line("1", "-1", "1"), line("2", "5", "0", "-1"), line("-1", "5", "1"),
      line("3", "5", "1", "-1", "3"), line("9", "0", "1"),
    ]
    let trace = try swf(lines.joined(separator: "\n"))
    #expect(trace.jobs.count == 2)
    #expect(
      trace.unusable
        == JobTrace.Unusable(unknownRunTime: 1, unknownArrival: 1, unknownProcessors: 1, partialExecutions: 1))
    #expect(trace.jobs.processors.isEmpty)
  }

  @Test func `puts jobs into the order of their arrival`() throws {
    let trace = try swf([line("9", "1", "1"), line("5", "2", "1"), line("9", "3", "1")].joined(separator: "\n"))
    #expect(trace.jobs.arrivals == [0, 4, 4])
    #expect(trace.jobs.services == [2, 1, 3])
  }

  @Test(arguments: [
    ("1 2 3\n", 1, "3 columns instead of 18"),
    ("; x\n1 0 -1 1h 1 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 2, "column 4 is not a number"),
    ("1 0 -1 0x10 1 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "column 4 is not a number"),
    ("1 0 -1 inf 1 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "column 4 is not a number"),
    ("1 0 -1 1e300 1 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "a number is out of range"),
    ("1 0 -1 1e999 1 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "column 4 is not a number"),
    ("1 0 -1 1 1.5 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "the number of processors is not whole"),
    ("1 0 -1 1 99999999999999999999 -1 -1 1 -1 -1 1 -1 -1 -1 0 -1 -1 -1\n", 1, "a number is out of range"),
    ("\u{0}\n", 1, "column 1 is not a number"),
  ])
  func `says which line is wrong`(text: String, line: Int, message: String) throws {
    let error = #expect(throws: TraceError.self) { try swf(text) }
    #expect(error?.line == line)
    #expect(error?.message == message)
    #expect(error?.description == "jobs.swf:\(line): \(message)")
    #expect(error?.help.isEmpty == false)
  }

  @Test func `needs jobs at different times`() {
    for text in ["", "; nothing\n", line("5", "1", "1"), line("5", "1", "1") + "\n" + line("5", "1", "1")] {
      let error = #expect(throws: TraceError.self) { try swf(text) }
      #expect(error?.line == nil)
    }
  }

  @Test func `refuses a time that is a century from the others`() {
    let error = #expect(throws: TraceError.self) {
      try swf([line("5", "1", "1"), line("9", "1", "1"), line("64000000000", "1", "1")].joined(separator: "\n"))
    }
    #expect(error?.message == "the jobs arrive over 2028 years, more than 100")
  }

  @Test func `keeps to its limits`() {
    let text = (0..<10).map { line("\($0)", "1", "1") }.joined(separator: "\n")
    #expect(throws: TraceError.self) { try swf(text, limits: TraceLimits(jobs: 9)) }
    #expect(throws: TraceError.self) { try swf(text, limits: TraceLimits(bytes: 100)) }
    #expect(throws: Never.self) { try swf(text, limits: TraceLimits(jobs: 10)) }
  }

  @Test func `reads columns by their names`() throws {
    let text = #"""
      id, "submitted" ,gpus,seconds
      a,2026-11-26T08:00:00Z,1,10

      "b, ""quoted""",2026-11-26 10:01:30.5+02:00,8,20.5
      c,2026-11-26T08:05:00Z,,1
      d,,1,1
      e,2026-11-26T08:05:00Z,1,-1
      """#
    let columns = CSVColumns(arrival: "submitted", duration: "seconds", processors: "gpus")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let trace = try csv("\u{FEFF}" + lines.joined(separator: "\r\n"), columns)
    #expect(trace.jobs.arrivals == [0, 90.5])
    #expect(trace.jobs.services == [10, 20.5])
    #expect(trace.jobs.processors == [1, 8])
    #expect(trace.unusable == JobTrace.Unusable(unknownRunTime: 1, unknownArrival: 1, unknownProcessors: 1))
  }

  @Test func `takes one processor for each job where no column says otherwise`() throws {
    #expect(try csv("arrival,duration\n1,5\n2,6\n").jobs.processors.isEmpty)
  }

  @Test(
    arguments: [
      ("", nil, "no header"), ("a,b\n", 1, "no column `arrival`"),
      ("arrival,arrival,duration\n", 1, "more than one column `arrival`"),
      ("arrival,duration\n1,2\n1\n", 3, "1 fields instead of 2"),
      ("arrival,duration\nyesterday,2\n", 2, "`arrival` is not a number or a time"),
      ("arrival,duration\n1,2 h\n", 2, "`duration` is not a number"),
      ("arrival,duration\n\"1,2\n", 2, "a quote does not end in its line"),
      ("arrival,duration\n\"1\"x,2\n", 2, "text follows a quoted field"),
      ("arrival,duration\n2026-02-30T00:00:00Z,2\n", 2, "`arrival` is not a number or a time"),
    ] as [(String, Int?, String)])
  func `says what is wrong with a table`(text: String, line: Int?, message: String) {
    let error = #expect(throws: TraceError.self) { try csv(text) }
    #expect(error?.line == line)
    #expect(error?.message == message)
  }

  @Test func `recognises the format by the name`() {
    #expect(JobTrace.Format(fileName: "a/LCG.swf.gz") == .standardWorkload)
    #expect(JobTrace.Format(fileName: "Jobs.CSV") == .csv(CSVColumns()))
    #expect(JobTrace.Format(fileName: "jobs.csv.gz") == .csv(CSVColumns()))
  }

  @Test func `survives any bytes`() {
    var stream = RandomStream(seed: 1, purpose: .thinning, replication: 0)
    let alphabet = Array("0123456789 -.,;:\"\n\rTZe+x\u{FF}".utf8)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...120, using: &stream)
      let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &stream)] }
      _ = try? JobTrace(bytes, source: "x", format: .standardWorkload)
      _ = try? JobTrace(Array("arrival,duration\n".utf8) + bytes, source: "x", format: .csv(CSVColumns()))
      _ = try? JobTrace([0x1F, 0x8B] + bytes, source: "x", format: .standardWorkload)
    }
  }
}
