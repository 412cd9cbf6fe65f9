/// Limits on a trace, so that no file exhausts memory or time. A line may have 64 KiB.
public struct TraceLimits: Sendable, Equatable {
  /// The maximum number of bytes after decompression.
  public var bytes: Int
  /// The maximum number of jobs.
  public var jobs: Int

  /// Creates limits; the defaults are 1 GiB and 20 million jobs.
  public init(bytes: Int = 1 << 30, jobs: Int = 20_000_000) {
    self.bytes = bytes
    self.jobs = min(jobs, JobList.most)
  }
}
