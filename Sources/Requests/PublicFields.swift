import Documents

/// The fields of a request that reports show. One that repeats the external id is a finding and is left out, so that no
/// report, expression or policy has it.
struct PublicFields {
  private let secrets: SecretTexts

  /// - Parameter secrets: What the fields must not repeat.
  init(_ secrets: SecretTexts) { self.secrets = secrets }

  /// The value of a field, if it may be shown.
  func value(_ value: Located<String>?, _ field: String, _ decoder: inout TreeDecoder) -> Located<String>? {
    guard let value, secrets.isRepeatedWhole(in: value.value) else { return value }
    decoder.report(.repeated(in: field, at: value.place))
    return nil
  }

  /// The role's ARN, if it may be shown. Its account is known to others anyway (TG213).
  func role(_ arn: Located<String>?, _ decoder: inout TreeDecoder) -> Located<String>? {
    let resource = arn?.value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last
    guard let arn, let resource, secrets.isRepeatedWhole(in: String(resource)) else { return arn }
    return value(arn, "spec.roleArn", &decoder)
  }

  /// The labels that may be shown.
  func labels(
    _ labels: [(key: Located<String>, value: Located<String>)], _ decoder: inout TreeDecoder
  ) -> [(key: Located<String>, value: Located<String>)] {
    labels.filter { label in
      guard let part = [label.key, label.value].first(where: { secrets.isRepeatedWhole(in: $0.value) }) else {
        return true
      }
      decoder.report(.repeated(in: "metadata.labels", at: part.place))
      return false
    }
  }
}

extension Finding {
  fileprivate static func repeated(in field: String, at place: Place) -> Finding {
    Finding(
      code: .externalIdRepeated, severity: .error, message: "`\(field)` repeats the external id, which is a secret",
      place: place, help: ["give the field a value of its own, and the role another external id"],
      notes: ["reports show this field to everybody who reads them"])
  }
}
