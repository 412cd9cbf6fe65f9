/// Runs jobs on a fleet.
public enum FleetSimulator {
  /// Runs the jobs on the fleet and returns what happened. The same arguments give the same result.
  /// - Parameters:
  ///   - jobs: the jobs that arrive.
  ///   - fleet: the fleet that they run on.
  ///   - seed: the seed for interruptions; nothing else is random.
  ///   - replication: the number of the random stream derived from the seed.
  public static func run(_ jobs: JobList, on fleet: Fleet, seed: UInt64 = 0, replication: Int = 0) -> RunResult {
    let fits = JobList.nodes(processors: jobs.mostProcessors, perNode: fleet.processorsPerNode)
    let unfit = fits <= fleet.maximum ? (all: 0, measured: 0) : unfitJobs(jobs, fleet)
    var nodes = NodeMeter(begin: jobs.measuredFrom, horizon: jobs.horizon)
    var waits = WaitMeter(expected: jobs.count - jobs.firstMeasured - unfit.measured)
    var gaveUp: Int?
    let isUniform = jobs.leastProcessors == jobs.mostProcessors
    // Whether each job has a node to itself.
    let isWhole = isUniform && Int(jobs.leastProcessors) == fleet.processorsPerNode
    if fits > 1 || fleet.interruptionsPerHour > 0 || !(isWhole || (isUniform && isFixed(fleet))) {
      let lifetimes = RandomStream(seed: seed, purpose: .interruptions, replication: replication)
      var run = GeneralFleetRun(jobs: jobs, fleet: fleet, lifetimes: lifetimes)
      run.run(&nodes, &waits)
      gaveUp = run.gaveUp
    } else if isFixed(fleet) {
      nodes.begin(nodes: fleet.maximum)
      let processors = Int(jobs.mostProcessors)
      let servers = fleet.maximum * fleet.jobsPerNode(processors: processors)
      let share = Double(processors) / Double(fleet.processorsPerNode)
      FixedFleetRun(jobs: jobs, servers: servers, share: share).run(&nodes, &waits)
    } else {
      var run = ElasticFleetRun(jobs: jobs, fleet: fleet)
      run.run(&nodes, &waits)
    }
    return result(jobs, fleet, nodes, waits, unfit: unfit.all, gaveUp: gaveUp)
  }

  /// Whether the number of nodes never changes except through interruptions.
  private static func isFixed(_ fleet: Fleet) -> Bool { fleet.initialNodes == fleet.maximum }

  private static func unfitJobs(_ jobs: JobList, _ fleet: Fleet) -> (all: Int, measured: Int) {
    var (all, measured) = (0, 0)
    for (index, processors) in jobs.processors.enumerated()
    where JobList.nodes(processors: processors, perNode: fleet.processorsPerNode) > fleet.maximum {
      all += 1
      if index >= jobs.firstMeasured { measured += 1 }
    }
    return (all, measured)
  }

  private static func result(
    _ jobs: JobList, _ fleet: Fleet, _ nodes: NodeMeter, _ waits: WaitMeter, unfit: Int, gaveUp: Int?
  ) -> RunResult {
    let begin = jobs.measuredFrom
    let end = max(jobs.horizon, nodes.makespan)
    let load = jobs.offeredLoad(processorsPerNode: fleet.processorsPerNode, mostNodes: fleet.maximum)
    var saturation: Saturation?
    if let gaveUp {
      saturation = .interruptions(gaveUp)
    } else if load >= Double(fleet.maximum) {
      saturation = .offeredLoad(nodes: load, most: fleet.maximum)
    } else if let growth = waits.growth, growth > (jobs.horizon - begin) / 20 {
      saturation = .growingBacklog(lastQuarterWait: growth)
    }
    let up = nodes.upSeconds(until: end)
    var meanNodes = jobs.horizon > begin ? nodes.meanToHorizon : end > begin ? up / (end - begin) : 0
    if begin == 0, jobs.horizon > 0 {
      // What the last jobs do after the end of a trace stands for what was left over before its beginning.
      let beyond = Double(fleet.minimum) * (end - jobs.horizon)
      meanNodes = min(Double(fleet.maximum), (up - beyond) / jobs.horizon)
    }
    return RunResult(
      jobs: waits.count, unfit: unfit, wait: waits.summary, histogram: waits.distribution, span: end - begin,
      nodeHours: up / 3600, meanNodes: meanNodes,
      fixedNodeHours: Double(fleet.minimum) * (end - begin) / 3600, busyNodeHours: nodes.busySeconds / 3600,
      boots: nodes.boots, interruptions: nodes.interruptions, makespan: nodes.makespan, offeredLoad: load,
      saturation: saturation)
  }
}
