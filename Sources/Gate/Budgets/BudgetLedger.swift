import Costs
import Findings
import Money
import Policies
import Requests

/// What requests ask of budgets. It keeps sums and a few names, so that its size does not depend on the number of requests; the
/// names of all requests are kept only where they may take the place of existing ones.
struct BudgetLedger: Sendable {
  /// A budget, what it has left, and who asks.
  fileprivate struct Account: Sendable {
    var status: BudgetStatus
    /// The requests that cost most, the dearest first, one more than a finding names.
    var dearest: [Entry] = []
  }

  /// A request that asks.
  struct Entry: Sendable {
    /// Its place among the requests of the run.
    let number: Int
    let name: String
    let cost: Money

    /// By cost, then by name, so that the order of files does not matter.
    static func isOrderedBefore(_ one: Entry, _ other: Entry) -> Bool {
      // INVARIANT: all amounts of a run are in one currency.
      if one.cost != other.cost { return (try? other.cost.isLess(than: one.cost)) ?? false }
      return one.name != other.name ? one.name < other.name : one.number < other.number
    }
  }

  /// The number of other requests that a finding names.
  static let namedOthers = 10

  private var accounts: [Account]
  /// What the requests that ask cost, by their identity, where existing requests are to be counted.
  private var asking: [[String]: (request: ClusterRequest, cost: Money)]?
  /// What the existing requests that were counted cost, by their identity: the same one in two files counts once.
  private var existing: [[String]: Set<Money>] = [:]
  private var count = 0

  init(_ budgets: [Budget], withExisting: Bool) {
    accounts = budgets.map { Account(status: BudgetStatus($0)) }
    asking = withExisting ? [:] : nil
  }

  /// What the budgets have left, and what is asked of them.
  var statuses: [BudgetStatus] { accounts.map(\.status) }

  /// Counts the requests of the run that nothing denies.
  mutating func add(_ verdicts: [Verdict]) {
    for verdict in verdicts {
      defer { count += 1 }
      guard verdict.isApproved, let request = verdict.request, let bills = verdict.bills?.reported else { continue }
      let total = bills.selectedEstimate.total
      asking?[Self.identity(request)] = (request, total.expected)
      for index in accounts.indices where accounts[index].status.budget.matches(request) {
        accounts[index].status.asked.add(total)
        let name = verdict.draft.secretTexts.masking(request.name)
        accounts[index].add(Entry(number: count, name: name, cost: total.expected))
      }
    }
  }

  /// Counts existing requests, the same one once. One that a request of the run would change goes on costing what it does until that
  /// request is applied, which may fail: of both counts the one that costs more.
  mutating func addExisting(_ request: ClusterRequest, _ total: Total) {
    let identity = Self.identity(request)
    let isFirst = existing[identity] == nil
    guard existing[identity, default: []].insert(total.expected).inserted else { return }
    let change = isFirst ? asking?[identity] : nil
    for index in accounts.indices where accounts[index].status.budget.matches(request) {
      guard let change, accounts[index].status.budget.matches(change.request) else {
        accounts[index].status.existing.add(total)
        continue
      }
      accounts[index].status.existing.add(total, besides: change.cost)
    }
  }

  /// What makes two requests the same cluster.
  private static func identity(_ request: ClusterRequest) -> [String] {
    [request.account ?? request.roleArn, request.region, request.name]
  }

  /// What the budgets say of a request of the run, by its place among all of them.
  func findings(on verdict: Verdict, number: Int) -> [Finding] {
    guard verdict.isApproved, let request = verdict.request, let bills = verdict.bills?.reported else { return [] }
    let total = bills.selectedEstimate.total
    return accounts.filter { $0.status.budget.matches(request) }.flatMap { account -> [Finding] in
      let words = BudgetWords(account.status, account.dearest.filter { $0.number != number })
      let place = verdict.draft.name?.place ?? verdict.draft.place
      var findings: [Finding] = []
      if total.isIncomplete || account.status.existing.unpriced > 0 {
        findings.append(words.unpriced(isItself: total.isIncomplete, at: place))
      }
      if account.status.isExceeded { findings.append(words.cap(total.expected, at: place)) }
      if account.status.isNear { findings.append(words.warning(at: place)) }
      return findings
    }
  }

  /// Whether another ledger has counted the same requests.
  func agrees(with other: BudgetLedger) -> Bool {
    count == other.count
      && zip(accounts, other.accounts).allSatisfy { one, other in
        one.status.asked.count == other.status.asked.count && one.status.asked.cost == other.status.asked.cost
      }
  }
}

extension BudgetStatus.Share {
  fileprivate mutating func add(_ total: Total) {
    count += 1
    if total.isIncomplete { unpriced += 1 }
    cost = cost.flatMap { try? $0.adding(total.expected) }
  }

  /// Adds what something costs beyond an amount that is counted elsewhere.
  fileprivate mutating func add(_ total: Total, besides counted: Money) {
    if total.isIncomplete { unpriced += 1 }
    guard let rest = try? total.expected.subtracting(counted), !rest.isNegative, rest != .zero(rest.currency) else {
      return
    }
    count += 1
    cost = cost.flatMap { try? $0.adding(rest) }
  }
}

extension BudgetLedger.Account {
  /// Keeps the requests that cost most.
  fileprivate mutating func add(_ entry: BudgetLedger.Entry) {
    let place = dearest.firstIndex { BudgetLedger.Entry.isOrderedBefore(entry, $0) } ?? dearest.count
    guard place <= BudgetLedger.namedOthers else { return }
    dearest.insert(entry, at: place)
    if dearest.count > BudgetLedger.namedOthers + 1 { dearest.removeLast() }
  }
}
