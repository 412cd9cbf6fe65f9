import Documents
public import Findings

/// Where the external id comes from.
public enum ExternalID: Sendable, Equatable {
  /// It stands in the document.
  case written(Secret)
  /// It is in an environment variable when the request is submitted.
  case environment(variable: String)
  /// It was handed over beside the document: taken from the environment variable that the document names, the command
  /// line or standard input.
  case given(Secret, from: String?)

  /// The secret itself; nil while it is still in the environment.
  public var secret: Secret? {
    switch self {
    case .written(let secret), .given(let secret, _): secret
    case .environment: nil
    }
  }

  /// The environment variable that it comes from; nil if it comes from elsewhere.
  public var variable: String? {
    switch self {
    case .environment(let variable): variable
    case .given(_, let variable): variable
    case .written: nil
    }
  }

  /// The external id of a request's `spec`; nil, with a finding, if there is none that can be used.
  static func decode(in spec: TreeDecoder.Fields?, _ decoder: inout TreeDecoder) -> Located<ExternalID>? {
    guard let spec else { return nil }
    let written = decoder.string("externalId", in: spec)
    if spec["externalIdFrom"] != nil, spec["externalId"] != nil {
      decoder.report(.twoExternalIds(at: decoder.keyPlace("externalIdFrom", in: spec)))
    }
    if let written { return written.map { .written(Secret($0)) } }
    guard spec["externalId"] == nil else { return nil }
    let source = decoder.fields(
      "externalIdFrom", in: spec, isRequired: true, known: RequestField.externalIdFrom.known)
    guard let variable = decoder.string("env", in: source, isRequired: true) else { return nil }
    guard ExternalIDs.isVariableName(variable.value) else {
      decoder.report(.variableName(variable))
      return nil
    }
    return variable.map { .environment(variable: $0) }
  }
}

extension Finding {
  fileprivate static func twoExternalIds(at place: Place) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error, message: "`externalId` and `externalIdFrom` exclude each other",
      place: place, help: ["keep `externalIdFrom`, so that the secret stays out of the file"])
  }

  fileprivate static func variableName(_ name: Located<String>) -> Finding {
    Finding(
      code: .externalIdSource, severity: .error,
      message: "`env` should be the name of an environment variable", place: name.place,
      help: ["use letters, digits and underscores: `LIGHTNING_EXTERNAL_ID`"])
  }
}
