import Money
import Queueing
import Requests
import TestSupport
import Testing

@testable import Costs

@Suite struct CombinedBillsTests {
  private func comparison(_ patch: String, scaling: Scaling? = nil) throws -> Comparison {
    let request = try #require(RequestText.drafts(try RequestText.patched(patch)).first?.complete)
    return try Estimator(profile: try Repository.costProfile.get(), catalog: try Repository.catalog.get())
      .comparison(of: request, scaling: scaling)
  }

  private func workload(_ load: String, max: Int = 8, costSavings: Bool = true) -> String {
    "spec: {costSavings: \(costSavings), workload: {computeNodes: {min: 1, max: \(max)}, load: \(load)}}"
  }

  @Test func `sums are those of the single bills, in the mode asked for and in the better one`() throws {
    let bills = try [
      comparison(workload("0.1")), comparison(workload("0.5", costSavings: false)), comparison(workload("2")),
      comparison(workload("1", max: 1)),
    ]
    #expect(bills.map(\.betterMode) == [.costSavings, .normal, .normal, nil])
    let combined = try CombinedBills(bills.map { BillTotals($0) })
    #expect(combined.withoutSaving == 2)
    let selected = try bills.reduce(Money.zero(.usd)) { try $0.adding($1.selectedEstimate.total.expected) }
    #expect(combined.selected.expected == selected)
    let better = try [bills[0].costSavings, bills[1].normal, bills[2].normal, bills[3].selectedEstimate]
      .reduce(Money.zero(.usd)) { try $0.adding($1.total.expected) }
    #expect(combined.better.expected == better)
    let savings = try bills.compactMap(\.savings).reduce(Money.zero(.usd)) { try $0.adding($1.expected) }
    #expect(combined.savings.expected == savings)
  }

  @Test func `without bills the sums are zero`() throws {
    #expect(try CombinedBills([BillTotals]()).selected.expected == .zero(.usd))
  }

  @Test func `a price that is not known makes no mode the better one, and the sum a lower bound`() throws {
    let unknown = try comparison("spec: {instanceTypes: [cg1.4xlarge], workload: {load: 0.1}}")
    #expect(unknown.betterMode == nil && unknown.savingPerHourOfWaiting == nil)
    #expect(try CombinedBills([BillTotals(unknown)]).selected.high == nil)
  }

  @Test(arguments: [(1_800.0, PerformanceProfile.normal), (7_200, .costSavings)])
  func `the limit of waiting decides`(limit: Double, mode: PerformanceProfile) throws {
    let scaling = Scaling(timing: .standard, waitLimitSeconds: limit)
    #expect(try comparison(workload("0.2"), scaling: scaling).betterMode == mode)
  }

  @Test func `the saving for an hour of waiting is that of all jobs together`() throws {
    let bill = try comparison(workload("0.1"))
    let extra = try #require(bill.outlook.extraWait)
    // 730 hours with a load of 0.1 are 146 jobs of half an hour.
    let saving = try #require(bill.savings).expected
    let hours = try #require(Quantity(nearest: 146 * extra / 3_600))
    #expect(bill.savingPerHourOfWaiting == (try saving.divided(by: hours)))
  }
}
