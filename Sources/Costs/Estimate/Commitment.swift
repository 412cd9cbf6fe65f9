import Catalog
import Money

/// Nodes that are paid for whether or not they are used, and their hourly price.
struct Commitment: Sendable {
  let terms: CommitmentTerms
  let nodes: Quantity
  let price: UnitPricing.Answer

  /// The lines for a component bought by the node: the committed nodes, and the rest on demand.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  func lines(
    _ component: Component, in mode: PerformanceProfile, quantity: Bounds<Quantity>, onDemand: UnitPricing.Answer
  ) throws(MoneyError) -> [LineItem] {
    let committed = try component.amount(in: mode).perComputeNode.map { one throws(MoneyError) in
      try one.multiplied(by: nodes)
    }
    let rest = try quantity.combined(with: committed) { all, part throws(MoneyError) in
      max(.zero, try all.subtracting(part))
    }
    var lines: [LineItem] = []
    if committed.high > .zero { lines.append(try LineItem(self.component(of: component), committed, price)) }
    if rest.high > .zero { lines.append(try LineItem(component, rest, onDemand)) }
    return lines
  }

  private func component(of component: Component) -> Component {
    Component(
      name: component.name + "-committed",
      title: "\(component.title), committed for \(terms.inWords)",
      part: .fixed, price: component.price, normal: component.normal, costSavings: component.costSavings,
      reason: "Committed nodes are paid for whether they are used or not; those above are on demand.")
  }
}
