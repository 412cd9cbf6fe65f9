import Glibc

/// The steady state of an elastic fleet by the levels of its queue.
///
/// The number of jobs in the system is a birth-death process: it rises with the arrival rate, and falls from n at the rate
/// of the nodes that work then. The k-th node is up while there are k jobs or more, and afterwards until there have been
/// fewer for the idle timeout: for the time τ of the first passage from k-1 jobs back to k, at most the timeout T. So the
/// mean number of nodes is the minimum, plus for every node above it
///
///     P(jobs ≥ k) + λ P(jobs = k-1) E[min(τ, T)],
///
/// where λ P(jobs = k-1) is the rate at which the number of jobs rises to k. A node is booted at each such rise that comes
/// later than T after the last time: at the rate λ P(jobs = k-1) P(τ > T). While it boots, a job waits whenever there are k
/// or more; that makes the k-th job work less than it is there, which a few rounds of the same computation take into
/// account. A node that comes up after its job has gone elsewhere is idle for the rest of the boot
/// longer.
///
/// The distribution of τ follows from its Laplace transform, φ(k) = λ / (λ + s + d(k-1) (1 - φ(k-1))), by Stehfest's
/// inversion ("Algorithm 368", Communications of the ACM 13, 1970).
struct QueueLevels {
  private let fleet: ElasticFleet
  private let arrivals: Double
  private let service: Double
  /// The levels that are computed: nodes up to `lowest` are busy all the time but for less than 10⁻³⁰.
  private let lowest: Int
  private let highest: Int

  /// The rounds in which waiting for boots slows the queue, which slows it again.
  private static let rounds = 3
  /// What is less than this many nodes does not count.
  private static let negligible = 1e-9

  init(_ fleet: ElasticFleet) {
    self.fleet = fleet
    service = 1 / fleet.timing.runSeconds
    arrivals = fleet.load * service
    let spread = 12 * fleet.load.squareRoot()
    lowest = max(0, min(Int((fleet.load - spread).rounded(.down)), fleet.maximum - 1))
    // Beyond this, levels would be reached less than once in 10³⁰ seconds even without an end to the nodes.
    highest = min(fleet.maximum, Int((fleet.load + spread).rounded(.up)) + 64)
  }

  var forecast: ElasticFleet.Forecast {
    var levels = Levels(count: highest - lowest)
    for _ in 0..<Self.rounds { levels = round(after: levels) }
    // More than there can be is no fewer than there are.
    let found = levels.nodes.isFinite ? levels.nodes : Double(fleet.maximum)
    let nodes = min(Double(fleet.maximum), max(Double(fleet.minimum), found))
    return ElasticFleet.Forecast(nodes: nodes, meanWait: levels.waiting / arrivals)
  }

  /// What one round finds.
  private struct Levels {
    /// The share of the time at a level or above in which its job waits for a boot; that of level `lowest` + 1 first.
    var waits: [Double]
    /// The mean number of nodes.
    var nodes = 0.0
    /// The mean number of waiting jobs.
    var waiting = 0.0

    init(count: Int) { waits = Array(repeating: 0, count: count) }
  }

  private func round(after last: Levels) -> Levels {
    let count = highest - lowest
    let (boot, idle) = (fleet.timing.bootSeconds, fleet.timing.idleSeconds)
    let deaths = self.deaths(last.waits)
    let (exactly, atLeast) = distribution(deaths)
    var levels = Levels(count: count)
    levels.nodes = Double(max(fleet.minimum, lowest))
    var passage = FirstPassage(arrivals: arrivals, until: idle)
    var booting = FirstPassage(arrivals: arrivals, until: boot)
    for index in 1...count {
      let level = lowest + index
      passage.rise(deaths: index > 1 ? deaths[index - 1] : 0)
      booting.rise(deaths: index > 1 ? deaths[index - 1] : 0)
      guard level > fleet.minimum else { continue }
      let rises = arrivals * exactly[index - 1]
      guard rises * (idle + boot) + atLeast[index] > Self.negligible, rises > 0 else { break }
      let others = Double(level - 1) * service
      // At least until the boot or another job ends.
      let first = others > 0 ? -expm1(-others * boot) / others : boot
      let delay = max(first, booting.timeAbove(others: others))
      let boots = rises * passage.later
      // The time with this many jobs or more from each rise to it, and how much of a boot is left after it.
      let stay = atLeast[index] / rises
      let rest = stay > 0 ? boot + stay * expm1(-boot / stay) : boot
      levels.nodes += atLeast[index] + rises * passage.meanUntil + boots * passage.later * rest
      levels.waiting += boots * delay
      let working = atLeast[index] * (1 - last.waits[index - 1])
      levels.waits[index - 1] = boots * delay / (working + boots * delay)
    }
    if highest == fleet.maximum {
      // Beyond the last node jobs queue.
      let ratio = fleet.load / Double(fleet.maximum)
      let queue = exactly[count] * ratio / ((1 - ratio) * (1 - ratio))
      levels.waiting +=
        queue
        * ServerVariability.waitRatio(
          servers: fleet.maximum, variation: fleet.timing.variation, utilization: ratio)
    }
    return levels
  }

  /// The rate at which the number of jobs falls, from `lowest` on.
  private func deaths(_ waits: [Double]) -> [Double] {
    var deaths = [Double(lowest) * service]
    for wait in waits { deaths.append(deaths[deaths.count - 1] + service * (1 - wait)) }
    return deaths
  }

  /// The probabilities of exactly and of at least so many jobs, from `lowest` on.
  private func distribution(_ deaths: [Double]) -> (exactly: [Double], atLeast: [Double]) {
    let count = deaths.count - 1
    var exactly = [1.0]
    for index in 1...count { exactly.append(exactly[index - 1] * arrivals / deaths[index]) }
    // With the greatest number of nodes or more jobs, all nodes work.
    let ratio = highest == fleet.maximum ? fleet.load / Double(fleet.maximum) : 0
    var atLeast = exactly
    atLeast[count] = exactly[count] / (1 - ratio)
    for index in stride(from: count - 1, through: 0, by: -1) { atLeast[index] = atLeast[index + 1] + exactly[index] }
    let sum = atLeast[0]
    return (exactly.map { $0 / sum }, atLeast.map { $0 / sum })
  }
}
