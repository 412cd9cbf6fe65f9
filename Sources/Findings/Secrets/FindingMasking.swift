extension Finding {
  /// The finding with asterisks in place of repeated secrets.
  package func masking(_ secrets: SecretTexts) -> Finding {
    guard !secrets.isEmpty else { return self }
    var masked = Finding(
      code: code, severity: severity, message: secrets.masking(message), place: place, help: help.map(secrets.masking),
      notes: notes.map(secrets.masking), related: related)
    masked.exception = exception
    masked.isInBaseline = isInBaseline
    masked.parameters = parameters
    let repeats = edit?.replacements.contains { secrets.areRepeated(in: $0.text) } ?? false
    masked.edit = repeats ? nil : edit
    return masked
  }
}

extension [Finding] {
  /// The findings with asterisks in place of repeated secrets.
  package func masking(_ secrets: SecretTexts) -> [Finding] { secrets.isEmpty ? self : map { $0.masking(secrets) } }
}
