package import Findings
package import Requests

extension Fingerprints {
  /// The fingerprint of the next finding: of its rule, file, request and field, the field's value, and the parameters of a
  /// policy.
  /// - Parameters:
  ///   - finding: the finding.
  ///   - draft: its request; nil if it is not about one.
  ///   - path: the file, relative to the top of its repository.
  package mutating func next(_ finding: Finding, of draft: RequestDraft?, path: String) -> String {
    let pointer = finding.place.pointer
    let (field, value) = draft?.field(at: pointer) ?? (pointer.description, "")
    return next(
      [finding.code.description, path, draft?.name?.value ?? "", field, value, finding.parameters ?? ""])
  }

  /// The fingerprint of the next findings of a code and request that are only counted.
  package mutating func next(omittedOf code: RuleCode, of draft: RequestDraft, path: String) -> String {
    next([code.description, path, draft.name?.value ?? ""])
  }
}
