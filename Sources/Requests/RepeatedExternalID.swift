import Documents
import Findings

/// Takes out the values of fields that repeat the external id, or eight bytes of it in a row: reports show these fields to
/// everybody. Each is a finding that denies. A value is left out rather than filled with asterisks, since a policy such as
/// `environment != 'production'` would take those for another value.
struct RepeatedExternalID {
  private let secrets: SecretTexts
  /// The findings so far.
  private(set) var findings: [Finding] = []

  init(_ secrets: SecretTexts) { self.secrets = secrets }

  /// The value of a field if it may be shown, else a finding and nil.
  /// - Parameter part: The part of the value that must not repeat the external id, if not all of it.
  mutating func shown(_ value: Located<String>?, as field: String, lookingAt part: String? = nil) -> Located<String>? {
    guard let value, secrets.areRepeated(in: part ?? value.value) else { return value }
    findings.append(
      Finding(
        code: .externalIdRepeated, severity: .error,
        message: "`\(field)` repeats the external id, or eight characters of it, which is a secret", place: value.place,
        help: ["give the field another value, or the role another external id"],
        notes: ["reports show this field to everybody who reads them"]))
    return nil
  }

  /// The same for a region, whose name gives nothing away if it has the form of one.
  mutating func shown(region: Located<String>?) -> Located<String>? {
    region.map { Self.isRegion($0.value) } == true ? region : shown(region, as: "spec.region")
  }

  /// The same for a role. The account is known to others anyway, and so is an external id that is the whole ARN (TG213).
  mutating func shown(role: Located<String>?, externalId: ExternalID?) -> Located<String>? {
    guard let role, externalId?.secret != Secret(role.value) else { return role }
    let resource = role.value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last
    return shown(role, as: "spec.roleArn", lookingAt: resource.map(String.init))
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
