/// Jobs that actually ran, read from a file.
public struct JobTrace: Sendable {
  /// The name of the file.
  public let source: String
  /// The jobs. The first one arrives at 0; the horizon is the last arrival.
  public let jobs: JobList
  /// The number of jobs left out, by reason.
  public let unusable: Unusable

  /// The numbers of lines that do not describe a job that can be run again.
  public struct Unusable: Sendable, Equatable {
    /// The run time is missing or negative, which means unknown.
    public var unknownRunTime = 0
    /// The arrival is unknown.
    public var unknownArrival = 0
    /// The number of processors is unknown or 0.
    public var unknownProcessors = 0
    /// The line is a part of a job that was stopped and continued; the whole job has its own line.
    public var partialExecutions = 0

    /// The total number.
    public var total: Int { unknownRunTime + unknownArrival + unknownProcessors + partialExecutions }
  }

  /// The file format of a trace.
  public enum Format: Sendable, Equatable {
    /// Standard Workload Format, version 2.2 (Feitelson, Parallel Workloads Archive): 18 numbers per line; comments
    /// begin with `;`.
    case standardWorkload
    /// Comma-separated values with a header.
    case csv(CSVColumns)

    /// The format that a file name suggests, with or without `.gz`: CSV with the default columns for `.csv`, otherwise
    /// the Standard Workload Format.
    public init(fileName: String) {
      let name = fileName.lowercased()
      self = name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") ? .csv(CSVColumns()) : .standardWorkload
    }
  }

  /// Reads a trace.
  /// - Parameters:
  ///   - bytes: the file, plain or compressed with gzip.
  ///   - source: the file name, for messages.
  ///   - format: the file format.
  ///   - limits: the limits on its size.
  /// - Throws: `TraceError`, with the line number.
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
