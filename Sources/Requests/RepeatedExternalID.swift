import Findings

extension RequestDraft {
  /// Takes out the fields that repeat the external id, or eight bytes of it in a row: reports show these fields to
  /// everybody. Each is a finding that denies. A field is left out rather than filled with asterisks, since a policy such as
  /// `environment != 'production'` would take those for another value.
  mutating func withholdRepetitions() {
    guard !secretTexts.isEmpty else { return }
    name = withheld(name, "metadata.name")
    provider = withheld(provider, "spec.provider")
    if let region, !Self.isRegion(region.value) { self.region = withheld(region, "spec.region") }
    let types = instanceTypes
    instanceTypes = types.compactMap { withheld($0, "spec.instanceTypes") }
    // The account is known to others anyway, and so is an external id that is the whole ARN (TG213).
    let resource = roleArn?.value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last
    if let roleArn, externalId?.value.secret != Secret(roleArn.value) {
      self.roleArn = withheld(roleArn, "spec.roleArn", lookingAt: resource.map(String.init))
    }
    let labels = labels
    self.labels = labels.filter { label in
      withheld(label.key, "metadata.labels") != nil && withheld(label.value, "metadata.labels") != nil
    }
  }

  /// The value of a field if it may be shown, else a finding and nil.
  private mutating func withheld(
    _ value: Located<String>?, _ field: String, lookingAt part: String? = nil
  ) -> Located<String>? {
    guard let value, secretTexts.areRepeated(in: part ?? value.value) else { return value }
    findings.append(
      Finding(
        code: .externalIdRepeated, severity: .error,
        message: "`\(field)` repeats the external id, or eight characters of it, which is a secret", place: value.place,
        help: ["give the field another value, or the role another external id"],
        notes: ["reports show this field to everybody who reads them"]))
    return nil
  }

  /// Whether a text has the form of a region's name, such as `us-gov-west-1`, which gives nothing away.
  private static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let directions = ["north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"]
    guard parts.count == 3 || (parts.count == 4 && ["gov", "iso", "isob", "isoe", "isof"].contains(parts[1])) else {
      return false
    }
    return parts[0].utf8.count == 2 && directions.contains(String(parts[parts.count - 2]))
      && parts[parts.count - 1].utf8.count == 1
  }
}
