import Catalog
import Costs
import Findings
import Money
import Platform
import Policies
import Requests
import TestSupport
import Testing

@testable import Gate

/// Searches against trying everything, on catalogs so small that this can be done.
@Suite struct RequestSearchTests {
  /// A request that may be the answer.
  private struct Tried {
    let change: RequestChange
    let cost: Money
    let deniers: Set<String>
    let nearness: Nearness
    let changes: Int
    var passes: Bool { deniers.isEmpty }
  }

  /// Everything around a request, judged one by one.
  private static func all(_ cut: CutCatalog, _ draft: RequestDraft, _ request: ClusterRequest) -> [Tried] {
    let own = RequestChange(request)
    var tried: [Tried] = []
    for region in cut.offers.regions.map(\.region) {
      for types in lists(request.instanceTypes, cut.types) {
        guard types.allSatisfy({ !cut.gate.catalog.offering(of: $0, in: region).isAbsent }) else { continue }
        for isCheap in [true, false] {
          for minimum in 0...request.workload.minimumNodes {
            for maximum in 1...request.workload.maximumNodes where minimum <= maximum {
              let change = RequestChange(
                region: region, instanceTypes: types, costSavings: isCheap, minimumNodes: minimum, maximumNodes: maximum
              )
              let verdict = cut.gate.evaluate(draft.applying(change))
              guard let bills = verdict.bills?.computed, !bills.selectedEstimate.total.isIncomplete,
                !bills.outlook.saturated.contains(bills.selected)
              else { continue }
              let codes = verdict.findings.filter(\.denies).map(\.code.description)
              let distance = max(
                types.count { !own.instanceTypes.contains($0) }, own.instanceTypes.count { !types.contains($0) })
              let changes =
                (region == own.region ? 0 : 1) + (isCheap == own.costSavings ? 0 : 1)
                + (minimum == own.minimumNodes ? 0 : 1) + (maximum == own.maximumNodes ? 0 : 1) + distance
              tried.append(
                Tried(
                  change: change, cost: bills.selectedEstimate.total.expected,
                  deniers: Set(codes.map { String($0.prefix { $0 != "/" }) }),
                  nearness: Nearness(
                    nodes: isAsGood(types, own.instanceTypes, cut.gate.catalog) ? .asGood : .other,
                    place: place(region, own.region)), changes: changes))
            }
          }
        }
      }
    }
    return tried.sorted { $0.cost.units < $1.cost.units }
  }

  private static func lists(_ own: [String], _ types: [String]) -> Set<[String]> {
    var lists: Set<[String]> = [own]
    for bits in 1..<(1 << own.count) { lists.insert(own.indices.filter { bits >> $0 & 1 == 1 }.map { own[$0] }) }
    for type in types where !own.contains(type) {
      lists.insert([type])
      for place in own.indices {
        var list = own
        list[place] = type
        lists.insert(list)
      }
    }
    return lists
  }

  private static func isAsGood(_ new: [String], _ old: [String], _ catalog: Catalog) -> Bool {
    func replaces(_ one: String, _ other: String) -> Bool {
      guard one != other else { return true }
      guard let one = catalog.instanceTypes[one]?.specification, let other = catalog.instanceTypes[other]?.specification
      else { return false }
      return one.isAsGood(as: other)
    }
    return old.allSatisfy { wanted in new.contains { replaces($0, wanted) } }
      && new.allSatisfy { one in old.contains { replaces(one, $0) } }
  }

  private static func place(_ region: String, _ own: String) -> Nearness.Place {
    if region == own { return .sameRegion }
    let northAmerica = ["us-east-1", "us-west-2", "ca-central-1"]
    return northAmerica.contains(region) && northAmerica.contains(own) ? .sameContinent : .elsewhere
  }

  private static func request(_ cut: CutCatalog, _ generator: inout SeededGenerator) throws -> RequestDraft {
    let types = cut.types.shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator))
    let region = cut.regions.randomElement(using: &generator) ?? "us-east-1"
    let load = ["0.1", "0.6", "1.5"].randomElement(using: &generator) ?? "0.1"
    let maximum = load == "1.5" ? 2 : Int.random(in: 1...2, using: &generator)
    let workload = "{computeNodes: {min: \(Int.random(in: 0...1, using: &generator)), max: \(maximum)}, load: \(load)}"
    let text = try RequestText.patched(
      """
      metadata: {labels: {environment: \(Bool.random(using: &generator) ? "production" : "dev")}}
      spec: {region: \(region), instanceTypes: [\(types.joined(separator: ", "))], \
      costSavings: \(Bool.random(using: &generator)), workload: \(workload)}
      """)
    return try #require(RequestText.drafts(text, name: "a.json").first)
  }

  @Test(arguments: 0..<8)
  func `suggestions and prices of policies are those of trying everything`(part: Int) throws {
    for number in 0..<25 {
      var generator = SeededGenerator(seed: UInt64(part * 25 + number))
      let cut = try CutCatalog(&generator)
      let draft = try Self.request(cut, &generator)
      let request = try #require(draft.complete)
      let verdict = cut.gate.evaluate(draft)
      let tried = Self.all(cut, draft, request)
      let context = Comment(rawValue: "catalog \(part * 25 + number)")

      let suggestions = Suggestions(cut.gate, verdict, request, cut.offers)
      let total = verdict.bills?.computed.selectedEstimate.total
      let own = verdict.isApproved && total?.isIncomplete == false ? total?.expected : nil
      var limit = own
      for kind in suggestions.kinds {
        if kind.nearness.place == .sameRegion { limit = own }
        let expected = Self.cheapest(tried, kind.nearness, below: limit)
        let found = kind.suggestions.compactMap { $0.verdict.bills?.computed.selectedEstimate.total.expected.exact }
        #expect(found == expected, context)
        // Farther away only what costs less is of interest.
        if let cheapest = expected.first { limit = try Money(cheapest, .usd) }
        #expect(kind.suggestions.allSatisfy { $0.verdict.isApproved && $0.nearness == kind.nearness }, context)
      }
      if !verdict.isApproved, suggestions.unchangeable.isEmpty {
        let passing = tried.filter { $0.passes && $0.changes > 0 }
        let fewest = passing.map(\.changes).min()
        #expect(suggestions.nearest?.changes == fewest, context)
        let alike = passing.filter { $0.changes == fewest }
        let best = alike.first { $0.nearness.nodes == .asGood } ?? alike.first
        #expect(
          suggestions.nearest?.verdict.bills?.computed.selectedEstimate.total.expected.exact == best?.cost.exact,
          context)
      }
      if !suggestions.unchangeable.isEmpty { #expect(tried.count { $0.passes } == 0, context) }

      let search = RequestSearch(cut.gate, draft, request, cut.offers)
      let price = PolicyPrice(search, policies: Set(cut.policies))
      let asGood = tried.filter { $0.nearness.nodes == .asGood }
      let cheapest = asGood.first { $0.passes }
      #expect(price.cheapest?.cost.exact == cheapest?.cost.exact, context)
      for policy in cut.policies {
        let without = asGood.first { $0.deniers.subtracting([policy]).isEmpty }
        #expect(price.without[policy]?.cost.exact == without?.cost.exact, context)
        // Removing a policy never makes the optimum dearer.
        if let one = price.cheapest, let other = price.without[policy] { #expect(other.cost.units <= one.cost.units) }
        if price.cheapest != nil { #expect(price.without.keys.contains(policy), context) }
      }
    }
  }

  /// The costs of the three cheapest of a kind that pass, each with other types, in another region or mode.
  private static func cheapest(_ tried: [Tried], _ nearness: Nearness, below limit: Money?) -> [String] {
    var seen: Set<[String]> = []
    var costs: [String] = []
    for one in tried where one.nearness == nearness && one.passes && one.changes > 0 && costs.count < 3 {
      if let limit, one.cost.units >= limit.units { break }
      let identity = [one.change.region, "\(one.change.costSavings)"] + one.change.instanceTypes
      if seen.insert(identity).inserted { costs.append(one.cost.exact) }
    }
    return costs
  }
}
