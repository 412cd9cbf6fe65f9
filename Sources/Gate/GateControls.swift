/// What a check does with a baseline: the findings that do not deny a request.
public enum BaselineUse: Sendable, Equatable {
  /// Obeys the one that the configuration names, if any.
  case ofConfiguration
  /// Obeys the one in this file.
  case obeys(String)
  /// Makes a new one for this file.
  case writes(String)
}

/// What a command line changes of a check that its configuration describes. A submission obeys none of it.
public struct GateControls: Sendable {
  /// Files and folders of policies and parameters beside those of the configuration. They bring no exceptions.
  public var policies: [String] = []
  /// Whether exceptions excuse findings.
  public var obeysExceptions = true
  /// Whether named files may hold other documents, which are skipped as they are in folders.
  public var skipsOthers = false
  /// A revision of git: only requests of files that changed since then are checked, unless what decides changed too.
  public var changedSince: String?
  /// What is done with a baseline.
  public var baseline = BaselineUse.ofConfiguration
  /// Whether SARIF has what is excused, as suppressed.
  public var showsSuppressions = false
  /// Whether paths without a request are a run too.
  public var mayBeEmpty = false
  /// The rules and policies whose findings count.
  public var selection = RuleSelection.all

  /// Controls that change nothing.
  public init() {}
}
