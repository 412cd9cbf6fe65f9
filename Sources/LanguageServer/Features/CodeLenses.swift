import Requests
import Documents
import Findings
import Gate
import Reports

extension Analysis {
  /// Above each request, its verdict and what it costs.
  func codeLenses(_ document: OpenDocument) -> JSONValue {
    .array(
      verdicts.map { verdict in
        let word = verdict.isApproved ? "approved" : "denied"
        let start = verdict.draft.place.range.start.offset
        return .object([
          ("range", document.positions.range(start..<start)),
          (
            "command",
            .object([("title", .string("\(word) · \(VerdictLine.cost(verdict).text)")), ("command", .string(""))])
          ),
        ])
      })
  }
}
