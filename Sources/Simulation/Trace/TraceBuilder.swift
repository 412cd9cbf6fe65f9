/// Collects the jobs of a trace and sorts them.
struct TraceBuilder {
  let source: String
  let limits: TraceLimits
  var unusable = JobTrace.Unusable()
  private var arrivals: [Double] = []
  private var services: [Double] = []
  private var processors: [Int32] = []
  private var mostProcessors: Int32 = 1
  private var isOrdered = true

  private static let year = 365.25 * 86_400
  private static let longestSpan = 100 * year

  init(source: String, limits: TraceLimits) {
    self.source = source
    self.limits = limits
  }

  func error(_ line: Int?, _ message: String, help: String) -> TraceError {
    TraceError(source: source, line: line, message: message, help: help)
  }

  mutating func add(arrival: Double, service: Double, processors count: Double, line: Int) throws(TraceError) {
    guard arrivals.count < limits.jobs else {
      throw error(line, "more than \(limits.jobs) jobs", help: "use a part of the trace")
    }
    guard arrival <= JobList.longest, service <= JobList.longest, count <= 1e9 else {
      throw error(line, "a number is out of range", help: "times are in seconds; check the columns")
    }
    guard let whole = Int32(exactly: count) else {
      throw error(line, "the number of processors is not whole", help: "check the columns")
    }
    if let last = arrivals.last, arrival < last { isOrdered = false }
    arrivals.append(arrival)
    services.append(service)
    processors.append(whole)
    mostProcessors = max(mostProcessors, whole)
  }

  /// The jobs in order of arrival, the first one at 0.
  func jobs() throws(TraceError) -> JobList {
    var (arrivals, services, processors) = (arrivals, services, processors)
    if !isOrdered {
      // Jobs that arrive at the same time keep the order of the file.
      let order = arrivals.indices.sorted { (arrivals[$0], $0) < (arrivals[$1], $1) }
      arrivals = order.map { arrivals[$0] }
      services = order.map { services[$0] }
      processors = order.map { processors[$0] }
    }
    guard let first = arrivals.first, let last = arrivals.last, last > first else {
      throw error(
        nil,
        arrivals.isEmpty ? "no job can be used" : "all jobs that can be used (\(arrivals.count)) arrive at one time",
        help: "a trace needs at least two jobs that arrive at different times; \(unusable.total) were left out")
    }
    // One wrong time makes a run take long: nodes come and go in all the years without jobs.
    guard last - first <= TraceBuilder.longestSpan else {
      throw error(
        nil, "the jobs arrive over \(Int((last - first) / TraceBuilder.year)) years, more than 100",
        help: "arrivals are in seconds; look for those that are far from all others")
    }
    for index in arrivals.indices { arrivals[index] -= first }
    return JobList(
      trusted: arrivals, services: services, processors: mostProcessors > 1 ? processors : [], horizon: last - first)
  }
}
