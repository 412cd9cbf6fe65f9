import Platform

/// Gives the findings of a run fingerprints: what stays the same of a finding when lines move, requests change places or
/// branches are merged. Those of one run are all different.
package struct Fingerprints: Sendable {
  /// How often each combination was met.
  private var counts: [String: Int] = [:]

  /// No finding was met yet.
  package init() {}

  /// 64 hexadecimal digits for the next finding of a rule in a field of a request; nil for a request without a name. Neither
  /// lines nor the message count: both change with edits that leave the finding what it is.
  /// - Parameter path: the file, relative to the top of its repository.
  package mutating func next(_ code: RuleCode, path: String, request: String?, field: String) -> String {
    let key = [code.description, path, request ?? "", field].joined(separator: "\0")
    let count = counts[key, default: 0]
    counts[key] = count + 1
    return Digest(sha256: (key + "\0\(count)").utf8).hexadecimal
  }
}
