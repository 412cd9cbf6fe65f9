package import Documents
import Findings
import Money

/// The workloads that an organisation sets for pricing, in place of those that requests state.
///
/// The workload of a request is its author's word: whoever states a low one gets a low bill.
public struct FixedWorkloads: Sendable {
  private struct Entry: Sendable {
    let labels: [String: String]
    let workload: Workload
  }

  private let entries: [Entry]

  /// Every request is priced by its own word.
  public static let none = FixedWorkloads(entries: [])

  private init(entries: [Entry]) { self.entries = entries }

  /// The workload of requests with some labels: that of the first entry whose labels they all have; nil if there is none.
  func workload(labels: [String: String]) -> Workload? {
    entries.first { entry in entry.labels.allSatisfy { labels[$0.key] == $0.value } }?.workload
  }

  /// The workload of a request that may not be complete; nil if there is none.
  public func workload(of draft: RequestDraft) -> Workload? {
    // Most organisations fix none, and labels take time to look up.
    entries.isEmpty ? nil : workload(labels: draft.labelValues)
  }

  /// The request with the workload by which it is priced.
  public func priced(_ request: ClusterRequest) -> ClusterRequest {
    workload(labels: request.labels).map { request.with($0) } ?? request
  }

  /// Reads the field `workload` of a configuration: one entry, or several of which the first that matches applies.
  package init(from node: Node, _ decoder: inout TreeDecoder) {
    decoder.mayBe(.list, node)
    var nodes = [node]
    if case .sequence(let elements) = node.value { nodes = elements }
    if nodes.isEmpty {
      decoder.report(
        Finding(
          code: .configuration, severity: .error, message: "`workload` is empty", place: node.place, help: ["remove it"]
        ))
    }
    var entries: [Entry] = []
    for node in nodes {
      guard let entry = Self.entry(node, &decoder) else { continue }
      // Whatever has these labels has those of an earlier entry, which applies then.
      if entries.contains(where: { earlier in earlier.labels.allSatisfy { entry.labels[$0.key] == $0.value } }) {
        decoder.report(
          Finding(
            code: .configuration, severity: .error,
            message: "this entry is never used: an entry before it matches all that it matches", place: node.place,
            help: ["move it before that one, or remove it"]))
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  private static let known = [
    TreeDecoder.Field("labels", "labels: {team: vision}"),
    TreeDecoder.Field("assume", "assume: {computeNodes: {min: 1, max: 8}, load: 0.5}"),
    TreeDecoder.Field("reason", "reason: measured in October"),
  ]

  private static func entry(_ node: Node, _ decoder: inout TreeDecoder) -> Entry? {
    guard let fields = decoder.fields(of: node, title: "workload", known: known) else { return nil }
    let labels = decoder.texts("labels", in: fields)
    let reason = decoder.string("reason", in: fields, isRequired: true)
    let assume = decoder.fields("assume", in: fields, isRequired: true, known: RequestField.workload.known)
    let nodes = decoder.fields("computeNodes", in: assume, isRequired: true, known: RequestField.computeNodes.known)
    let minimum = decoder.integer("min", in: nodes, isRequired: true)
    let maximum = decoder.integer("max", in: nodes, isRequired: true)
    let load = decoder.number("load", in: assume, isRequired: true)
    guard let reason, let minimum, let maximum, let load else { return nil }
    if reason.value.isEmpty {
      decoder.report(
        Finding(
          code: .configuration, severity: .error, message: "`reason` is empty", place: reason.place,
          help: ["say where the figures are from; every bill repeats it"]))
    }
    guard let quantity = Quantity(load.value),
      let workload = Workload(
        fixedMinimum: minimum.value, maximum: maximum.value, load: quantity, because: reason.value)
    else {
      decoder.report(
        Finding(
          code: .configuration, severity: .error, message: "no cluster can have this workload",
          place: decoder.keyPlace("assume", in: fields),
          help: ["`min` is at most `max`, `max` at most \(Workload.nodeRange.upperBound), `load` from 0 to `max`"]))
      return nil
    }
    return Entry(labels: labels, workload: workload)
  }
}
