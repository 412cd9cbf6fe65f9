import Costs
import Documents
import Findings
import Gate
import Money
import Requests

/// A request of several, and its bills.
struct ComparedRequest {
  /// Its name as it may be printed, with its place where another has the same name.
  let title: String
  let request: ClusterRequest
  let comparison: Comparison
  let verdict: Verdict

  /// The requests of a run that have bills, the greatest saving first.
  static func all(_ run: CheckRun) -> [ComparedRequest] {
    let names = Dictionary(grouping: run.verdicts.compactMap(\.request?.name)) { $0 }
    let all = run.verdicts.compactMap { verdict -> ComparedRequest? in
      guard let comparison = verdict.bills?.reported, let request = verdict.request else { return nil }
      let name = printable(request.name, limit: 80)
      let place = verdict.draft.place
      let isAlone = names[request.name, default: []].count < 2
      return ComparedRequest(
        title: isAlone ? name : "\(name) at \(printable(place.source, limit: 80)):\(place.range.start.line)",
        request: request, comparison: comparison, verdict: verdict)
    }
    return all.enumerated().sorted { one, other in
      switch (one.element.comparison.savings?.expected, other.element.comparison.savings?.expected) {
      // INVARIANT: all amounts of a run are in one currency.
      case (let saving?, let less?) where saving != less: (try? less.isLess(than: saving)) ?? false
      case (_?, nil): true
      case (nil, _?): false
      default: one.offset < other.offset
      }
    }.map(\.element)
  }

  /// What some requests cost together, or why that cannot be computed.
  static func combined(_ compared: [ComparedRequest]) -> Result<CombinedBills, MoneyError> {
    Result { () throws(MoneyError) in try CombinedBills(compared.map(\.comparison)) }
  }

  /// What they cost together as JSON; null if there are none, or the sum is out of range.
  static func total(_ compared: [ComparedRequest]) -> JSONValue {
    guard !compared.isEmpty, case .success(let combined) = combined(compared) else { return .null }
    return .object([
      ("selected", EstimateJSON.total(combined.selected)), ("better", EstimateJSON.total(combined.better)),
      ("savings", EstimateJSON.total(combined.savings)), ("withoutSaving", .integer(combined.withoutSaving)),
    ])
  }

  /// The terms that their prices depend on, each once.
  static func terms(_ compared: [ComparedRequest]) -> [String] {
    compared.flatMap(\.comparison.terms).eachOnce.map { "\($0)" }
  }

  /// Whether the better mode is another than the one that it asks for.
  var shouldChange: Bool { comparison.betterMode.map { $0 != comparison.selected } ?? false }
}
