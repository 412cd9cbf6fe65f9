import Catalog
import Costs
import Foundation
import Findings
import Money
import Simulation
import TestSupport
import Testing

@testable import WhatIf

@Suite struct ScenarioOutcomeTests {
  private func outcomes(_ specs: String..., load: Double = 0.3) async throws -> (WhatIf, [ScenarioOutcome]) {
    let documents = specs.enumerated().map { index, spec in
      "{apiVersion: tollgate/v1, kind: Scenario, metadata: {name: s\(index)}, spec: \(spec)}"
    }
    let source = SourceFile(name: "s.yaml", text: documents.joined(separator: "\n---\n"))
    let answer = try await Comparisons.answer(load: load, scenarios: try ScenarioDocument.read([source])) {
      $0.variation = 1
    }
    return (answer, answer.others)
  }

  private static let prices = "prices: {source: x, asOf: 2026-11-20, usdPerHour: {m7i.xlarge: 0.1}}"

  @Test func `a scenario that says nothing is normal mode, and one of cost-savings mode is that`() async throws {
    let (answer, others) = try await outcomes("{}", "{mode: costSavings}")
    #expect(others[0].outcome.estimate.total == answer.normal.estimate.total)
    #expect(others[0].extraWait == 0)
    #expect(others[0].saving == .zero(.usd))
    #expect(others[1].outcome.estimate.total == answer.costSavings.estimate.total)
    #expect(others[1].extraWait == answer.point.extraWait)
    #expect(others[1].saving == answer.point.saving)
  }

  @Test func `scenarios do not change the modes`() async throws {
    let (with, _) = try await outcomes("{computeNodes: {min: 0}}")
    let without = try await Comparisons.answer(load: 0.3) { $0.variation = 1 }
    #expect(with.study.extraWait == without.study.extraWait)
    #expect(with.point.saving == without.point.saving)
  }

  @Test func `fewer nodes cost less and make jobs wait`() async throws {
    let (_, others) = try await outcomes("{computeNodes: {min: 0}}")
    #expect(try Money.zero(.usd).isLess(than: #require(others[0].saving)))
    #expect(try #require(others[0].extraWait) > 0)
  }

  @Test func `spot capacity costs its own price, and interruptions make jobs wait`() async throws {
    let (_, others) = try await outcomes("{purchase: {spot: {interruptionsPerNodeHour: 0.5}}, \(Self.prices)}")
    let line = try #require(others[0].outcome.estimate.lines.first { $0.component.name == "compute-nodes" })
    #expect(line.unitPrice?.amount.expected.exact == "0.1")
    #expect(line.unitPrice?.asOf == "2026-11-20" && line.unitPrice?.status == .unverified)
    #expect(others[0].outcome.simulated.sample(.interruptionsPerHour).mean > 0.4)
    #expect(try #require(others[0].extraWait) > 0)
  }

  @Test func `a markup raises what spot capacity and commitments cost, a discount does not lower it`() async throws {
    let profile = try String(contentsOfFile: Repository.path + "/Catalog/cost-profile.yaml", encoding: .utf8)
    let terms =
      "\nmarkups: [{service: all, percent: 50, reason: r}]\ndiscounts: [{service: all, percent: 10, reason: r}]\n"
    let estimator = Estimator(
      profile: try CostProfile(SourceFile(name: "p.yaml", text: profile + terms)), catalog: try Repository.catalog.get()
    )
    let prices = GivenPrices(hourly: ["m7i.xlarge": try Money("0.1", .usd)], source: "x", asOf: "2026-11-20")
    for purchase in [ComputePurchase.spot, .commitment(CommitmentTerms(years: 1), nodes: 1)] {
      let supply = ComputeSupply(
        region: "us-east-1", instanceTypes: ["m7i.xlarge"], purchase: purchase, prices: prices)
      let lines = try estimator.estimate(of: supply, in: .normal, computeNodes: Bounds(.one)).lines
      let line = try #require(lines.first { $0.component.name.hasPrefix("compute-nodes") })
      #expect(line.monthly?.expected.exact == "109.5")  // 730 hours at 0.1 USD, and half as much
    }
  }

  @Test func `a commitment is paid whether used or not, and the rest on demand`() async throws {
    let (answer, others) = try await outcomes(
      "{computeNodes: {min: 2}, purchase: {commitment: {years: 1}}, \(Self.prices)}")
    let lines = others[0].outcome.estimate.lines
    let committed = try #require(lines.first { $0.component.name == "compute-nodes-committed" })
    #expect(committed.monthly?.expected.exact == "146")  // 2 nodes, 730 hours, 0.1 USD
    #expect(committed.component.part == .fixed)
    let rest = try #require(lines.first { $0.component.name == "compute-nodes" })
    let up = others[0].outcome.estimate.computeNodes.expected.double
    #expect(abs(rest.quantity.expected.double - (up - 2)) < 1e-6)
    #expect(abs(up - others[0].outcome.simulated.sample(.meanNodes).mean) < 0.05)
    let normal = try #require(answer.normal.estimate.lines.first { $0.component.name == "compute-nodes" })
    #expect(rest.unitPrice?.amount.expected == normal.unitPrice?.amount.expected)
  }

  @Test func `spot capacity without given prices has the catalog's, which is below on demand and says so`() async throws
  {
    let (answer, others) = try await outcomes("{purchase: {spot: {interruptionsPerNodeHour: 0}}}")
    let line = try #require(others[0].outcome.estimate.lines.first { $0.component.name == "compute-nodes" })
    let normal = try #require(answer.normal.estimate.lines.first { $0.component.name == "compute-nodes" })
    let (spot, onDemand) = (try #require(line.unitPrice), try #require(normal.unitPrice))
    #expect(try spot.amount.expected.isLess(than: onDemand.amount.expected))
    #expect(spot.status == .inferred)
    #expect(spot.source == "53 % below on demand by AWS's spot advisor of 2025-06-28")
  }

  @Test func `spot capacity that gives no rate is interrupted as often as the catalog says at most`() async throws {
    let (_, others) = try await outcomes("{purchase: {spot: {}}}")
    let rate = others[0].outcome.simulated.fleet.interruptionsPerHour
    let data = try #require(try Repository.catalog.get().data(for: "us-east-1"))
    let advice = try #require(data.spot["m7i.xlarge"]?.advice)
    #expect(abs(rate - Double(advice.greatestPercent) / 100 / 730) < 1e-12)
    #expect(others[0].interruptionSource == "15 to 20 % a month by AWS's spot advisor of 2025-06-28")
    #expect(
      data.interruptionRate(of: "c3.2xlarge")?.source == "0 to 5 % a month by AWS's spot advisor of 2025-06-28")
    #expect(data.interruptionRate(of: "c3.2xlarge")?.perNodeHour == 0.05 / 730)
    #expect(
      data.interruptionRate(of: "g6.xlarge")?.source == "more than 20 % a month by AWS's spot advisor of 2025-06-28")
    #expect(data.interruptionRate(of: "no-such.type") == nil)
  }

  @Test func `a commitment may name what is bought and how it is paid`() async throws {
    let (_, others) = try await outcomes(
      "{purchase: {commitment: {years: 1, plan: reserved-standard, payment: all-upfront}}}")
    #expect(
      others[0].outcome.estimate.unknown.map(\.unknownBecause) == [
        "neither the scenario nor the catalog has a price with a commitment for 1 year (reserved-standard, all-upfront) of "
          + "m7i.xlarge in us-east-1"
      ])
  }

  @Test func `a price that is nowhere is unpriced, never that of on-demand`() async throws {
    let (_, others) = try await outcomes(
      "{purchase: {commitment: {years: 1}}}", "{purchase: {commitment: {years: 3}}}")
    for one in others {
      #expect(one.saving == nil && !one.isPriced)
      #expect(one.outcome.estimate.total.high == nil)
    }
    #expect(
      others[0].outcome.estimate.unknown.map(\.unknownBecause) == [
        "neither the scenario nor the catalog has a price with a commitment for 1 year of m7i.xlarge in us-east-1"
      ])
    #expect(
      others[1].outcome.estimate.unknown.map(\.unknownBecause) == [
        "neither the scenario nor the catalog has a price with a commitment for 3 years of m7i.xlarge in us-east-1"
      ])
  }

  @Test func `the catalog's price counts before the scenario's, which counts where there is none`() async throws {
    let (answer, others) = try await outcomes("{\(Self.prices)}")
    #expect(others[0].outcome.estimate.total == answer.normal.estimate.total)
    let supply = ComputeSupply(
      region: "us-east-1", instanceTypes: ["p9.none"],
      prices: GivenPrices(hourly: ["p9.none": try Money("2", .usd)], source: "x", asOf: "2026-11-20"))
    let estimate = try Comparisons.estimator().estimate(of: supply, in: .normal, computeNodes: Bounds(.one))
    #expect(estimate.lines.first { $0.component.name == "compute-nodes" }?.monthly?.expected.exact == "1460")
  }

  @Test func `a scenario that cannot carry the load is saturated`() async throws {
    let (_, others) = try await outcomes("{mode: costSavings}", "{computeNodes: {max: 1}}", load: 1.5)
    #expect(others.allSatisfy { $0.outcome.isSaturated && $0.saving == nil })
  }

  @Test func `the cheapest that keeps to the limit is named, those without prices never`() async throws {
    let (low, _) = try await outcomes("{purchase: {spot: {interruptionsPerNodeHour: 0}}}", load: 0.1)
    #expect(low.cheapestWithinLimit == "costSavings")
    let (high, _) = try await outcomes("{purchase: {spot: {interruptionsPerNodeHour: 0}}, \(Self.prices)}", load: 1.5)
    #expect(high.cheapestWithinLimit == "s0")
    let (unpriced, _) = try await outcomes("{purchase: {commitment: {years: 3}}}", load: 1.5)
    #expect(unpriced.cheapestWithinLimit == "normal")
  }
}
