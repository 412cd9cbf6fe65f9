import Findings
import Requests

extension Finding {
  /// A finding that the contract does not carry a part of a request: an error, or a note where the configuration accepts it.
  static func lost(
    _ rule: (some Rule).Type, _ message: String, _ part: RequestContract.Part, at place: Place, help: String,
    _ context: RuleContext
  ) -> Finding {
    guard context.contract.accepted.contains(part) else { return Finding(rule, message, at: place, help: [help]) }
    var finding = Finding(rule, message + ", which the configuration accepts", at: place)
    finding.severity = .note
    return finding
  }
}
