import Policies
public import Rules

extension Registry {
  /// Every code that a finding can have but those of an organization's own policies.
  public static let complete = Registry(adding: PolicyRules.entries + BaselineRules.entries)
}
