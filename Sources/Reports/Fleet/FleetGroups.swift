import Costs
import Documents
import Findings
import Money

/// The requests of a fleet by the values of some keys, the most expensive group first.
struct FleetGroups {
  /// The requests with the same values.
  struct Group {
    /// The values, one for each key; nil where requests have none.
    let values: [String?]
    let count: Int
    /// What they cost together, or why that cannot be computed.
    let combined: Result<CombinedBills, MoneyError>
  }

  let grouping: Grouping
  let groups: [Group]
  private let fleet: RequestFleet

  /// The groups of a fleet; nil unless somebody asked for groups and there is a request.
  init?(_ fleet: RequestFleet) {
    guard let grouping = fleet.options.grouping, !fleet.requests.isEmpty else { return nil }
    var members: [[String?]: [BillTotals]] = [:]
    for request in fleet.requests { members[request.group, default: []].append(request.totals) }
    let groups = members.map { values, bills in
      Group(
        values: values, count: bills.count,
        combined: Result { () throws(MoneyError) in try CombinedBills(bills) })
    }
    self.groups = groups.sorted(by: Self.isOrderedBefore)
    self.grouping = grouping
    self.fleet = fleet
  }

  /// By expected cost, then by values; groups without a sum, and among those with the same cost requests without a value, come
  /// last.
  private static func isOrderedBefore(_ one: Group, _ other: Group) -> Bool {
    func cost(_ group: Group) -> Money? { try? group.combined.get().selected.expected }
    switch (cost(one), cost(other)) {
    // INVARIANT: all amounts of a run are in one currency.
    case (let first?, let second?) where first != second: return (try? second.isLess(than: first)) ?? false
    case (_?, nil): return true
    case (nil, _?): return false
    default:
      for (first, second) in zip(one.values, other.values) where first != second {
        guard let first else { return false }
        guard let second else { return true }
        return first < second
      }
      return false
    }
  }

  /// The groups as a table with their sum.
  /// - Parameters:
  ///   - isCompared: Whether there are two modes.
  ///   - comparesModes: Whether the report is about the choice between them.
  func block(isCompared: Bool, comparesModes: Bool = false) -> ReportBlock {
    let currency = fleet.currency ?? .usd
    var rows = groups.map { group in
      let values = zip(grouping.keys, group.values).map { key, value in
        value.map { $0.isEmpty ? "(empty)" : printable($0, limit: 80) } ?? key.absence
      }
      return row(values, group.count, group.combined, isCompared, comparesModes)
    }
    let blanks = [String](repeating: "", count: grouping.keys.count - 1)
    rows.append(
      row(["all together"] + blanks, fleet.requests.count, fleet.combined, isCompared, comparesModes, .total))
    let further =
      !isCompared ? [] : comparesModes ? ["saving", "better modes", "should change"] : ["saving"]
    let table = ReportTable(
      caption: grouping.title.prefix(1).lowercased() + grouping.title.dropFirst() + ", in the modes asked for",
      columns: grouping.keys.map { printable($0.description, limit: 80) } + ["requests", "low", "expected", "high"]
        + further,
      rows: rows, leftColumns: Set(grouping.keys.indices.dropFirst()))
    let remark = "\(currency) a month" + (isCompared ? "; the saving is that of cost-savings mode" : "")
    return .section(grouping.title, [.table(table), .list([.text(remark)])])
  }

  private func row(
    _ values: [String], _ count: Int, _ combined: Result<CombinedBills, MoneyError>, _ isCompared: Bool,
    _ comparesModes: Bool, _ kind: ReportTable.Kind = .plain
  ) -> ReportTable.Row {
    var cells = values.dropFirst().map { ReportNumber.text($0) } + [.exact("\(count)")]
    switch combined {
    case .success(let sums):
      cells += ReportNumber.bounds(sums.selected)
      if isCompared {
        cells.append(
          sums.withoutSaving == count
            ? .text("none") : .partial(sums.savings.expected, of: sums.savings, isSaving: true))
      }
      if isCompared, comparesModes {
        cells += [.partial(sums.better.expected, of: sums.better), .exact("\(sums.changing)")]
      }
    case .failure(let error):
      cells.append(.text("\(error)"))
      cells += Array(repeating: .text(""), count: !isCompared ? 2 : comparesModes ? 5 : 3)
    }
    return ReportTable.Row(title: .text(values[0]), cells: cells, kind: kind)
  }

  /// The members of the JSON report; none where nobody asked for groups.
  static func members(_ fleet: RequestFleet) -> [(key: String, value: JSONValue)] {
    guard let grouping = fleet.options.grouping else { return [] }
    let groups = FleetGroups(fleet)?.groups ?? []
    return [
      ("groupBy", .array(grouping.keys.map { .string($0.description) })),
      ("groups", .array(groups.map { json($0, grouping) })),
    ]
  }

  private static func json(_ group: Group, _ grouping: Grouping) -> JSONValue {
    let values = zip(grouping.keys, group.values).map { key, value in (key.description, JSONValue(value)) }
    var members: [(key: String, value: JSONValue)] = [
      ("values", .object(values)), ("requests", .integer(group.count)),
    ]
    switch group.combined {
    case .success(let sums): members.append(("total", .object(EstimateJSON.members(sums))))
    case .failure(let error): members += [("total", .null), ("totalUnknownBecause", .string("\(error)"))]
    }
    return .object(members)
  }
}
