/// The codes of findings that come from reading documents and pricing requests, rather than from a rule's own file.
extension RuleCode {
  /// Text that is not YAML or JSON.
  package static let syntax: RuleCode = "TG001"
  /// A file that exceeds a limit.
  package static let limit: RuleCode = "TG002"
  /// A file that is not UTF-8.
  package static let encoding: RuleCode = "TG003"
  /// A repeated key.
  package static let duplicateKey: RuleCode = "TG004"
  /// A YAML feature that is not supported here.
  package static let unsupportedYAML: RuleCode = "TG005"
  /// An unsupported API version.
  package static let wrongVersion: RuleCode = "TG010"
  /// A kind other than cluster request.
  package static let wrongKind: RuleCode = "TG011"
  /// An unknown field.
  package static let unknownField: RuleCode = "TG012"
  /// A value of the wrong type.
  package static let wrongType: RuleCode = "TG013"
  /// A missing required field.
  package static let missingField: RuleCode = "TG014"
  /// A cloud that the control plane does not support.
  package static let unknownProvider: RuleCode = "TG015"
  /// An external ID with two sources, or with an invalid source.
  package static let externalIdSource: RuleCode = "TG016"
  /// An external ID repeated in another field.
  package static let externalIdRepeated: RuleCode = "TG017"
  /// An invalid configuration.
  package static let configuration: RuleCode = "TG020"
  /// An invalid cost profile.
  package static let costProfile: RuleCode = "TG021"
  /// An invalid scenario or load profile of a what-if.
  package static let scenario: RuleCode = "TG022"
  /// A request whose cost exceeds exact arithmetic.
  package static let notPriced: RuleCode = "TG513"
}
