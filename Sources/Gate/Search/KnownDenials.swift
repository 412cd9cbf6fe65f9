import Costs
import Findings
import Money
import Policies
import Requests
import Rules

/// What has denied candidates, by the parts on which that rests: other candidates that agree in these parts need not be judged.
struct KnownDenials {
  /// The parts on which findings of a code rest, and whether they are about the cost.
  private struct Basis: Hashable {
    let dimensions: RequestDimensions
    let cost: PolicyReads.Cost

    func key(_ candidate: Candidate) -> UInt64 {
      cost == .other ? candidate.keyOfCost(.all) | candidate.key(dimensions) : candidate.key(dimensions)
    }
  }

  private let reads: [RuleCode: PolicyReads]
  private let readsOfExceptions: PolicyReads
  private var bases: [RuleCode: Basis] = [:]
  /// The codes that denied, with the least cost at which each did.
  private var tables: [Basis: [UInt64: [RuleCode: Int128]]] = [:]

  /// Knows nothing yet.
  init(_ policies: PolicySet?) {
    reads = policies?.reads ?? [:]
    readsOfExceptions = policies?.readsOfExceptions ?? PolicyReads()
  }

  /// Remembers the codes that deny a candidate.
  mutating func add(_ codes: some Sequence<RuleCode>, to one: PricedCandidate) {
    for code in codes {
      let basis = basis(of: code)
      let key = basis.key(one.candidate)
      let known = tables[basis]?[key]?[code]
      tables[basis, default: [:]][key, default: [:]][code] = min(known ?? one.cost.units, one.cost.units)
    }
  }

  /// The codes that are known to deny a candidate; there may be others.
  func codes(denying one: PricedCandidate) -> Set<RuleCode> {
    var codes: Set<RuleCode> = []
    for (basis, table) in tables {
      guard let known = table[basis.key(one.candidate)] else { continue }
      for (code, cost) in known where basis.cost != .ceiling || cost <= one.cost.units { codes.insert(code) }
    }
    return codes
  }

  /// The codes that deny whatever costs at least an amount.
  func ceilings(below cost: Money) -> Set<RuleCode> {
    var codes: Set<RuleCode> = []
    for (basis, table) in tables where basis.cost == .ceiling && basis.dimensions.isEmpty {
      for (code, least) in table.values.joined() where least <= cost.units { codes.insert(code) }
    }
    return codes
  }

  /// Whether findings of a code rest on no more than some parts.
  mutating func rests(_ code: RuleCode, onlyOn dimensions: RequestDimensions) -> Bool {
    let basis = basis(of: code)
    return basis.cost == .none && basis.dimensions.isSubset(of: dimensions)
  }

  private mutating func basis(of code: RuleCode) -> Basis {
    if let basis = bases[code] { return basis }
    let basis: Basis
    if code.isOfPolicy {
      // What is not known of a finding may rest on everything.
      basis = Basis(dimensions: reads[code]?.dimensions ?? .all, cost: reads[code]?.cost ?? .other)
    } else {
      // A ceiling of an exception would excuse what costs less.
      let cost = readsOfExceptions.cost == .none ? PolicyReads.Cost.none : .other
      basis = Basis(dimensions: Registry.dimensions(of: code).union(readsOfExceptions.dimensions), cost: cost)
    }
    bases[code] = basis
    return basis
  }
}
