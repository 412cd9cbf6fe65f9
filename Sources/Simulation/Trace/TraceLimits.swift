/// How much a trace may hold, so that no file exhausts memory or time. A line may have 64 KiB.
public struct TraceLimits: Sendable, Equatable {
  /// Bytes at most, after decompression.
  public var bytes: Int
  /// Jobs at most.
  public var jobs: Int

  /// Limits: 1 GiB and 20 million jobs unless said otherwise.
  public init(bytes: Int = 1 << 30, jobs: Int = 20_000_000) {
    self.bytes = bytes
    self.jobs = min(jobs, JobList.most)
  }
}
