import Platform

/// Gives the findings of a run fingerprints: what stays the same of a finding when lines move, requests change places or
/// branches are merged. Those of one run are all different.
package struct Fingerprints: Sendable {
  /// How often each combination was met.
  private var counts: [String: Int] = [:]

  /// No finding was met yet.
  package init() {}

  /// The fingerprint of the next finding: 64 hexadecimal digits. Neither lines nor the message count, since both change with
  /// edits that leave the finding what it is.
  /// - Parameter parts: what tells findings apart: the rule, the file, the request, its field and the field's value, and the
  ///   parameters of a policy.
  package mutating func next(_ parts: [String]) -> String {
    // The count of bytes before each part, so that no part can be taken for several.
    let key = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let count = counts[key, default: 0]
    counts[key] = count + 1
    return Digest(sha256: (key + "#\(count)").utf8).hexadecimal
  }
}
