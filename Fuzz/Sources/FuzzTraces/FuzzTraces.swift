import CLibFuzzer
import Foundation
import Simulation

/// Reads the input as a trace in each format, perhaps compressed, and runs its jobs, resampled too, through fleets of each
/// kind.
@main
enum FuzzTraces {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzTraces.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  /// Few, since a kilobyte of gzip can hold a megabyte of jobs.
  private static let limits = TraceLimits(bytes: 1 << 18, jobs: 1_000)

  /// Time of the processor for reading a trace and running its jobs, under the address sanitizer, in microseconds, the unit
  /// of clock(3) (POSIX.1-2017). What other programs take does not count.
  private static let longest = 2_000_000

  /// A fleet for each way in which jobs are run.
  private static let fleets = [
    try? Fleet(always: 1, processorsPerNode: 4),
    try? Fleet(minimum: 0, maximum: 8, warm: 1, processorsPerNode: 64),
    try? Fleet(minimum: 1, maximum: 5, interruptionsPerHour: 0.05, backfilling: true),
    try? Fleet(minimum: 1, maximum: 3, processorsPerNode: 1),
  ].compactMap { $0 }

  private static func run(_ bytes: [UInt8]) {
    for format in [JobTrace.Format.standardWorkload, .csv(CSVColumns())] {
      let start = clock()
      do throws(TraceError) {
        let trace = try JobTrace(bytes, source: "trace", format: format, limits: limits)
        check(trace.jobs)
        simulate(trace)
      } catch {
        precondition(!error.message.isEmpty && !error.help.isEmpty && (error.line ?? 1) > 0)
      }
      precondition(clock() - start < longest, "reading and running takes too long")
    }
  }

  /// What whoever runs the jobs relies on.
  private static func check(_ jobs: JobList) {
    precondition(jobs.count >= 2 && jobs.count <= limits.jobs)
    precondition(jobs.arrivals[0] == 0 && jobs.arrivals.last == jobs.horizon && jobs.horizon > 0)
    precondition(zip(jobs.arrivals, jobs.arrivals.dropFirst()).allSatisfy { $0 <= $1 })
    precondition(jobs.services.count == jobs.count && jobs.services.allSatisfy { 0 <= $0 && $0 <= JobList.longest })
    precondition(jobs.processors.isEmpty || jobs.processors.count == jobs.count)
    precondition(jobs.processors.allSatisfy { 1 <= $0 && $0 <= jobs.mostProcessors })
  }

  private static func simulate(_ trace: JobTrace) {
    var lists = [trace.jobs]
    // Shorter than two seconds there is nothing to resample.
    if let workload = try? TraceWorkload(trace, keep: 0.9, block: trace.jobs.horizon / 4) {
      lists += [workload.recorded(seed: 1), workload.resampled(seed: 1, replication: 0)]
    }
    for jobs in lists {
      for fleet in fleets {
        let result = FleetSimulator.run(jobs, on: fleet, seed: 1)
        precondition(result.jobs + result.unfit <= jobs.count)
        precondition(result.wait.mean >= 0 && result.wait.longest.isFinite && result.nodeHours.isFinite)
        precondition(result.wait.median <= result.wait.p95 && result.wait.p95 <= result.wait.p99)
        precondition(result.wait.p99 <= result.wait.longest)
      }
    }
  }
}
