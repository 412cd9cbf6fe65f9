import Costs
public import Documents
public import Findings
public import Gate
import Money
import Requests

/// What an existing cluster costs, as reports show it.
public struct ExistingClusterReport: Sendable {
  private let comparison: Comparison

  /// A report on the cost of a cluster.
  public init(_ cost: ExistingClusterCost) { comparison = cost.comparison }

  private var estimate: Estimate { comparison.selectedEstimate }

  /// The monthly estimate in the cluster's mode on one line.
  public var line: PrintableText {
    let total = estimate.total
    let bounds = ReportNumber.bounds(total)
    let mode = comparison.modes.count > 1 ? " in \(BillReport.title(comparison.selected))" : ""
    return
      "\(bounds[1].text) \(comparison.currency) a month\(mode) (\(bounds[0].text) to \(bounds[2].text)), \(assumption)"
  }

  private var assumption: String {
    let workload = comparison.outlook.workload
    let basis = workload.fixedBecause == nil ? "assumed" : "fixed by the configuration"
    return
      "for \(workload.minimumNodes) to \(workload.maximumNodes) compute nodes and a load of \(workload.load.expected) (\(basis))"
  }

  /// What a deletion ends, and what it does not.
  public var ending: [PrintableText] {
    let kept = estimate.lines.filter(\.component.isKeptAfterDeletion)
    var sum = estimate.total.expected
    for line in kept {
      guard let amount = line.monthly?.expected else { continue }
      // INVARIANT: a part of the total is in its currency and range.
      sum = (try? sum.subtracting(amount)) ?? sum
    }
    let atLeast = estimate.total.isIncomplete ? "at least " : ""
    return [
      "stops costing: \(atLeast)\(ReportNumber.amount(sum).text) \(comparison.currency) a month, \(assumption)"
    ]
      + kept.map { line in
        guard let monthly = line.monthly?.expected, let price = line.unitPrice, let unit = line.unit else {
          return "you keep paying for: \(line.component.title), whose price is not known"
        }
        return
          "you keep paying for: \(line.component.title), \(ReportNumber.price(price.amount.expected).text) \(comparison.currency) per \(unit): \(ReportNumber.amount(monthly).text) \(comparison.currency) a month for an assumed \(line.quantity.expected)"
      }
  }

  /// The estimate as in the JSON of `tollgate cost`, without lines.
  public var json: JSONValue { EstimateJSON.value(comparison, withLines: false) }
}
