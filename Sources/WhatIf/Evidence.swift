/// Where the nodes and the mean waits of a comparison come from.
public enum Evidence: Sendable, Equatable {
  /// From formulas of queues, which give the same every time; a simulation stands beside them as a check.
  case formulas
  /// From a simulation, since no formula applies.
  case simulation(because: String)

  /// Formulas where they apply: to random jobs that arrive at the same rate all week, on nodes of which none is kept ready
  /// above demand.
  init(_ assumptions: Assumptions, isTrace: Bool) {
    self =
      if isTrace {
        .simulation(because: "the jobs are those of a recorded trace")
      } else if assumptions.pattern != nil {
        .simulation(because: "arrivals vary over the week")
      } else if assumptions.warmNodes > 0 {
        .simulation(because: "nodes are kept ready above demand")
      } else {
        .formulas
      }
  }
}
