import Gate
import Platform

/// Measures the gate with the example organisation's policies: loading them, and evaluating one request that has been
/// read, on one core and on two.
@main
enum GateBenchmark {
  static func main() async throws {
    guard let day = CalendarDate("2026-11-20") else { return }
    let options = CheckRun.Options(configuration: "Examples/tollgate.yaml", catalog: "Catalog", asOf: day)
    let material = try GateMaterial(options, regions: ["us-east-1"])
    let load = try time { _ = try material.policies(material.configuration.policies) }
    print("loading the policies: \(load / 1_000) milliseconds")

    let files = RequestFiles(paths: ["Examples/vision-train.yaml"])
    guard let draft = files.drafts.first else { return }
    let bare = material.gate(nil, options)
    let gate = material.gate(try material.policies(), options)
    let rules = time { sink(bare.evaluate(draft).findings.count) }
    let one = time { sink(gate.evaluate(draft).findings.count) }
    print("rules and cost: \(rules) microseconds a request")
    print("rules, cost and policies: \(one) microseconds a request")

    let rounds = 20_000
    let clock = ContinuousClock()
    let elapsed = await clock.measure {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<2 {
          group.addTask { for _ in 0..<rounds { sink(gate.evaluate(draft).findings.count) } }
        }
      }
    }
    let both = microseconds(elapsed) / Double(2 * rounds)
    print("on two cores: \(both) microseconds a request, \(one / both) times as many")
  }

  private static func microseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e6 + Double(duration.components.attoseconds) / 1e12
  }

  /// Microseconds of one call, the median of eleven rounds.
  private static func time(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var calls = 1
    var rounds: [Double] = []
    while rounds.count < 11 {
      let elapsed = microseconds(try clock.measure { for _ in 0..<calls { try body() } })
      if elapsed < 50_000 { calls *= 2 } else { rounds.append(elapsed / Double(calls)) }
    }
    return (rounds.sorted()[5] * 100).rounded() / 100
  }

  @inline(never) private static func sink(_ value: Int) {}
}
