public import Platform

/// The severity of a finding.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing.
  case note
  /// Likely a mistake; does not deny the request.
  case warning
  /// Denies the request.
  case error

  /// Whether one is less severe than the other.
  public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The stable code of a rule, such as `TG301`, or of an organization's validation, such as `costs/monthly-cap`.
public struct RuleCode: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The code's text.
  public let description: String

  /// Creates a code with the given text.
  public init(_ text: String) { description = text }

  /// Creates a code from a literal.
  public init(stringLiteral text: String) { description = text }

  /// Whether it is the code of a policy's validation, `policy/validation`, rather than of a rule.
  package var isOfPolicy: Bool { description.utf8.contains(UInt8(ascii: "/")) }

  /// Orders codes by their bytes.
  public static func < (one: RuleCode, other: RuleCode) -> Bool { one.description < other.description }
}

/// One violation: what is wrong, where, why, and what to do.
public struct Finding: Sendable, Equatable {
  /// The rule that found it.
  public let code: RuleCode
  /// Its severity.
  public var severity: Severity
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// The place of the problem.
  public let place: Place
  /// What to do about it.
  public let help: [String]
  /// Why it matters, and other context.
  public let notes: [String]
  /// Other relevant places.
  public let related: [Place]
  /// The waiver that excuses it. The finding stays visible but does not deny the request.
  public var exception: FindingException?
  /// The name of the parameters with which a policy found it; nil for a rule, or a policy without parameters.
  public var parameters: String?
  /// The change of the file that settles it; nil unless it is certain what was meant.
  public var edit: Edit?
  /// Whether a baseline excuses it: it was there when the gate began.
  public var isInBaseline = false

  /// Creates a finding of the rule with the given code.
  public init(
    code: RuleCode, severity: Severity, message: String, place: Place, help: [String] = [], notes: [String] = [],
    related: [Place] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.help = help
    self.notes = notes
    self.related = related
  }

  /// The same with one more thing to do about it.
  package func adding(help line: String) -> Finding {
    var finding = Finding(
      code: code, severity: severity, message: message, place: place, help: help + [line], notes: notes,
      related: related)
    (finding.exception, finding.parameters) = (exception, parameters)
    (finding.edit, finding.isInBaseline) = (edit, isInBaseline)
    return finding
  }

  /// Whether a waiver or a baseline excuses it.
  public var isExcused: Bool { exception != nil || isInBaseline }

  /// Whether it denies a request: it is an error that nothing excuses.
  public var denies: Bool { severity == .error && !isExcused }

  /// The order in which findings are reported: by source, then place, then code.
  public static func isOrderedBefore(_ one: Finding, _ other: Finding) -> Bool {
    if one.place.source != other.place.source { return one.place.source < other.place.source }
    let (first, second) = (one.place.range.start.offset, other.place.range.start.offset)
    return first != second ? first < second : one.code < other.code
  }
}

/// The waiver that excuses a finding.
public struct FindingException: Sendable, Equatable {
  /// The name of the waiver.
  public let name: String
  /// Why it was granted.
  public let reason: String
  /// The ticket of the decision.
  public let ticket: String
  /// The person who approved it.
  public let approvedBy: String
  /// The last day on which it is valid.
  public let expires: CalendarDate
  /// The place of the waiver.
  public let place: Place

  /// Creates a waiver.
  public init(
    name: String, reason: String, ticket: String, approvedBy: String, expires: CalendarDate, place: Place
  ) {
    self.name = name
    self.reason = reason
    self.ticket = ticket
    self.approvedBy = approvedBy
    self.expires = expires
    self.place = place
  }
}
