import Costs
import Documents
import Findings
import Gate
import Money
import Requests

/// The priced requests of a run, in the order in which they were read, and what they cost together.
struct RequestFleet: Sendable {
  let options: FleetOptions
  private(set) var requests: [FleetRequest] = []
  /// The terms that their prices depend on, each once.
  private(set) var terms: [AppliedTerm] = []
  /// The rate by which their bills were converted; nil for US dollars.
  private(set) var exchangeRate: ExchangeRate?

  init(_ options: FleetOptions = FleetOptions()) { self.options = options }

  /// The fleet of a whole run.
  init(_ run: CheckRun, _ options: FleetOptions = FleetOptions()) {
    self.init(options)
    add(run.verdicts)
  }

  /// Adds those requests that have bills.
  mutating func add(_ verdicts: [Verdict]) {
    for verdict in verdicts {
      guard let bills = verdict.bills?.reported, let request = FleetRequest(verdict, options.grouping) else { continue }
      requests.append(request)
      if requests.count == 1 { exchangeRate = bills.exchangeRate }
      for term in bills.terms where !terms.contains(term) { terms.append(term) }
    }
  }

  /// The currency of the amounts; nil without requests.
  var currency: Currency? { requests.first?.totals.currency }

  /// What they cost together, or why that cannot be computed.
  var combined: Result<CombinedBills, MoneyError> {
    Result { () throws(MoneyError) in try CombinedBills(requests.lazy.map(\.totals)) }
  }

  /// What each request is called: its name, with its place where another has the same.
  var titles: [String] {
    var counts: [String: Int] = [:]
    for request in requests { counts[request.name, default: 0] += 1 }
    return requests.map { request in
      counts[request.name] == 1
        ? request.name : "\(request.name) at \(printable(request.file, limit: 80)):\(request.line)"
    }
  }

  /// The places in `requests` of all requests, the most expensive first.
  var byCost: [Int] { ranked { $0.totals.asked.expected } }

  /// The places in `requests` of all requests, the greatest saving first, or the greatest saving for an hour of waiting; those
  /// without one last.
  var bySaving: [Int] {
    switch options.order {
    case .saving: ranked { $0.totals.savings?.expected }
    case .perHour: ranked { $0.totals.savingPerHourOfWaiting }
    }
  }

  /// The places in `requests`, the greatest amount first, those without one last, equal ones as they were read.
  private func ranked(by amount: (FleetRequest) -> Money?) -> [Int] {
    let amounts = requests.map(amount)
    return requests.indices.sorted { one, other in
      switch (amounts[one], amounts[other]) {
      // INVARIANT: all amounts of a run are in one currency.
      case (let first?, let second?) where first != second: (try? second.isLess(than: first)) ?? false
      case (_?, nil): true
      case (nil, _?): false
      default: one < other
      }
    }
  }

  /// What they cost together as JSON; null if there are none, or the sum is out of range.
  var total: JSONValue {
    guard !requests.isEmpty, case .success(let combined) = combined else { return .null }
    return .object(EstimateJSON.members(combined))
  }
}
