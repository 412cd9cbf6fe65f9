import Findings
import Money
import Requests

/// Which modes a request's load saturates: with as much load as a mode has nodes, or more, its queue grows for ever.
struct SaturatedModes {
  let load: Located<Quantity>
  let most: Int
  let isCostSavings: Bool

  /// Nil where the request gives no load, or one that has no meaning.
  init?(_ draft: RequestDraft) {
    guard let written = draft.load, let value = Quantity(written.value), let mode = draft.costSavings else {
      return nil
    }
    load = Located(value, at: written.place)
    most = draft.maximumNodes?.value ?? Workload.standard.maximumNodes
    isCostSavings = mode.value
    guard most > 0, value > .zero, value <= Quantity(most) else { return nil }
  }

  func isSaturated(_ nodes: Int) -> Bool { load.value >= Quantity(nodes) }

  func finding(_ rule: (some Rule).Type, _ mode: String, nodes: Int, help: String) -> Finding {
    Finding(
      rule,
      "\(mode) cannot carry the load: it is \(load.value) \(load.value == .one ? "node" : "nodes"), and the mode has at most \(nodes)",
      at: load.place, help: [help],
      notes: ["the queue of jobs would grow without limit, so no saving is shown"])
  }
}
