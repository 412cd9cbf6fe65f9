import Findings
import Money
import Requests

/// Which modes a request's load saturates: with as much load as a mode has nodes, or more, its queue grows without limit. The
/// load is that by which the request is priced: the organisation's where it fixes one, else the request's own.
struct SaturatedModes {
  let load: Located<Quantity>
  let most: Int
  let isCostSavings: Bool
  /// Why the organisation fixes the load; nil for the request's own.
  private let fixedBecause: String?

  /// Nil where there is no load, or one that has no meaning.
  init?(_ draft: RequestDraft, in context: RuleContext) {
    guard let mode = draft.costSavings else { return nil }
    let value: Quantity
    if let fixed = context.workloads.workload(of: draft) {
      (value, most, fixedBecause) = (fixed.load.expected, fixed.maximumNodes, fixed.fixedBecause)
      load = Located(value, at: draft.load?.place ?? mode.place)
    } else {
      guard let written = draft.load, let number = Quantity(written.value) else { return nil }
      (value, most, fixedBecause) = (number, draft.maximumNodes?.value ?? Workload.standard.maximumNodes, nil)
      load = Located(value, at: written.place)
    }
    isCostSavings = mode.value && context.contract.carries(.costSavings)
    guard most > 0, value > .zero, value <= Quantity(most) else { return nil }
  }

  func isSaturated(_ nodes: Int) -> Bool { load.value >= Quantity(nodes) }

  func finding(_ rule: (some Rule).Type, _ mode: String, nodes: Int, help: String) -> Finding {
    Finding(
      rule,
      "\(mode) cannot carry the load: it is \(load.value) \(load.value == .one ? "node" : "nodes"), and the mode has at most \(nodes)",
      at: load.place, help: [help],
      notes: ["the queue of jobs would grow without limit, so no saving is shown"]
        + (fixedBecause.map { ["the configuration fixes the workload: \(printable($0, limit: 200))"] } ?? []))
  }
}
