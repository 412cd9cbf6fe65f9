/// What a report about several requests is asked for.
public struct FleetOptions: Sendable {
  /// By what requests are grouped; nil for no groups.
  public var grouping: Grouping?
  /// In which order both modes of requests are compared.
  public var order = FleetOrder.saving

  /// Options that ask for nothing.
  public init() {}
}

/// What comes first where both modes of several requests are compared.
public enum FleetOrder: String, Sendable, CaseIterable {
  /// The greatest saving of cost-savings mode.
  case saving
  /// The greatest saving for each hour that jobs wait longer.
  case perHour = "per-hour"
}
