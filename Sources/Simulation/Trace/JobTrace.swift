/// Jobs that really ran, read from a file.
public struct JobTrace: Sendable {
  /// The name of the file.
  public let source: String
  /// The jobs, the first of which arrives at 0; the horizon is the last arrival.
  public let jobs: JobList
  /// The jobs that were left out, and why.
  public let unusable: Unusable

  /// Lines that describe no job that can be run again.
  public struct Unusable: Sendable, Equatable {
    /// The run time is negative, which stands for unknown, or missing.
    public var unknownRunTime = 0
    /// The arrival is unknown.
    public var unknownArrival = 0
    /// The number of processors is unknown or 0.
    public var unknownProcessors = 0
    /// Parts of jobs that were stopped and continued: the whole job has a line of its own.
    public var partialExecutions = 0

    /// All together.
    public var total: Int { unknownRunTime + unknownArrival + unknownProcessors + partialExecutions }
  }

  /// How a trace is written.
  public enum Format: Sendable, Equatable {
    /// Standard Workload Format, version 2.2 (Feitelson, Parallel Workloads Archive): 18 numbers a line, comments begin
    /// with `;`.
    case standardWorkload
    /// Comma-separated values with a header.
    case csv(CSVColumns)

    /// The format that a name suggests, with or without `.gz`: `.csv` with the usual columns, else `.swf`.
    public init(fileName: String) {
      let name = fileName.lowercased()
      self = name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") ? .csv(CSVColumns()) : .standardWorkload
    }
  }

  /// Reads a trace.
  /// - Parameters:
  ///   - bytes: the file, as it is or compressed with gzip.
  ///   - source: its name, for messages.
  ///   - format: how it is written.
  ///   - limits: how much it may hold.
  /// - Throws: `TraceError`, with the line.
  public init(
    _ bytes: [UInt8], source: String, format: Format, limits: TraceLimits = TraceLimits()
  ) throws(TraceError) {
    let lines = try TraceLines(bytes, source: source, limit: limits.bytes)
    var builder = TraceBuilder(source: source, limits: limits)
    switch format {
    case .standardWorkload: try StandardWorkloadReader.read(lines, into: &builder)
    case .csv(let columns): try CSVTraceReader(columns: columns).read(lines, into: &builder)
    }
    self.source = source
    jobs = try builder.jobs()
    unusable = builder.unusable
  }
}
