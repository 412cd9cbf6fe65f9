import Requests
public import Costs
public import Findings
public import Money

/// The requests of two runs beside each other: as they were, and as they are to be.
public struct CostDifferenceRun: Sendable {
  /// Two states of a request.
  public struct Pair: Sendable {
    /// What the change does to its bills.
    public let difference: CostDifference
    /// Where the old document begins; nil if there was none.
    public let oldPlace: Place?
    /// Where the new document begins; nil if it is gone.
    public let newPlace: Place?
  }

  /// The run over the old requests.
  public let old: CheckRun
  /// The run over the new ones.
  public let new: CheckRun
  /// The requests that could be compared, in the order of the new ones; those that are gone come last.
  public let pairs: [Pair]
  /// The old requests that are not priced, or whose counterpart is not.
  public let unpricedOld: [Verdict]
  /// The new requests that are not priced, or whose counterpart is not.
  public let unpricedNew: [Verdict]
  /// What all of them cost more in the modes that they ask for.
  public let total: TotalDifference

  /// Compares requests of the same name, in their order where several have it; two files with one request each are
  /// compared whatever its name.
  /// - Throws: `IncomparableBills` for amounts out of range.
  public init(old: CheckRun, new: CheckRun) throws(IncomparableBills) {
    do throws(MoneyError) { try self.init(comparing: old, with: new) } catch { throw IncomparableBills(reason: error) }
  }

  private init(comparing old: CheckRun, with new: CheckRun) throws(MoneyError) {
    self.old = old
    self.new = new
    let rate = new.basis.costProfile.exchangeRate
    var pairs: [Pair] = []
    var (unpricedOld, unpricedNew): ([Verdict], [Verdict]) = ([], [])
    for (before, after) in Self.matches(old.verdicts, new.verdicts) {
      let (oldSide, newSide) = (before?.side, after?.side)
      if (before != nil && oldSide == nil) || (after != nil && newSide == nil) {
        if let before { unpricedOld.append(before) }
        if let after { unpricedNew.append(after) }
        continue
      }
      pairs.append(
        Pair(
          difference: try CostDifference(old: oldSide, new: newSide, in: rate), oldPlace: before?.draft.place,
          newPlace: after?.draft.place))
    }
    self.pairs = pairs
    self.unpricedOld = unpricedOld
    self.unpricedNew = unpricedNew
    total = try CostDifference.total(pairs.map(\.difference), in: rate)
  }

  /// Whether every request was read and priced.
  public var isWhole: Bool { unpricedOld.isEmpty && unpricedNew.isEmpty }

  private static func matches(_ old: [Verdict], _ new: [Verdict]) -> [(Verdict?, Verdict?)] {
    if old.count == 1, new.count == 1 { return [(old[0], new[0])] }
    var waiting: [String: [Int]] = [:]
    for (index, verdict) in old.enumerated().reversed() { waiting[verdict.name, default: []].append(index) }
    var matched: Set<Int> = []
    var matches: [(Verdict?, Verdict?)] = []
    for verdict in new {
      let index = waiting[verdict.name]?.popLast()
      if let index { matched.insert(index) }
      matches.append((index.map { old[$0] }, verdict))
    }
    return matches + old.indices.filter { !matched.contains($0) }.map { (old[$0], nil) }
  }
}

extension Verdict {
  fileprivate var name: String { draft.name?.value ?? "" }

  fileprivate var side: CostDifference.Side? {
    guard let request, let bills else { return nil }
    return CostDifference.Side(request, bills.computed)
  }
}

/// Bills whose difference does not fit into exact arithmetic.
public struct IncomparableBills: Error, Sendable, CustomStringConvertible {
  /// Why not.
  public let reason: MoneyError

  /// The message shown to people.
  public var description: String { "the bills cannot be compared: \(reason)" }
}
