import Catalog
import Costs
import Money

/// The lines of a bill that are for one service, together.
struct CostGroup {
  /// The service, and for instances what they do.
  let name: String
  /// The sums of the lines whose price is known, in a month; nil if none is, or beyond the range of money.
  let low: Money?
  let expected: Money?
  /// Nil if the price of a line is not known.
  let high: Money?
  /// Whether the price of a line is not known.
  let isIncomplete: Bool

  private init(_ name: String, _ lines: [LineItem]) {
    self.name = name
    let known = lines.compactMap(\.monthly)
    isIncomplete = known.count < lines.count
    func sum(_ bound: KeyPath<Bounds<Money>, Money>) -> Money? {
      known.first.flatMap { first in
        try? known.reduce(.zero(first.low.currency)) { try $0.adding($1[keyPath: bound]) }
      }
    }
    low = sum(\.low)
    expected = sum(\.expected)
    high = isIncomplete ? nil : sum(\.high)
  }

  /// The groups of a bill, in the order in which they come up.
  static func groups(of estimate: Estimate) -> [CostGroup] {
    var names: [String] = []
    let lines = Dictionary(grouping: estimate.lines) { name(of: $0.component) }
    for line in estimate.lines where !names.contains(name(of: line.component)) {
      names.append(name(of: line.component))
    }
    return names.map { CostGroup($0, lines[$0] ?? []) }
  }

  /// The service that a component is bought from.
  static func name(of component: Component) -> String {
    switch component.price {
    case .requestedInstanceTypes: "EC2, compute nodes"
    case .instanceType: "EC2, other nodes"
    case .service(let key, _, _): key.service
    }
  }
}
