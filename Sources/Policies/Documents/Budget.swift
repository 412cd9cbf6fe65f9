public import Findings
public import Money
public import Platform
public import Requests

/// A monthly cap on what some requests cost together.
public struct Budget: Sendable {
  /// `metadata.name`, the first part of the codes of its findings.
  public let name: Located<String>
  /// The purpose of the budget, in a sentence or two.
  public let description: String?
  /// The owner of the budget, whom to ask for more.
  public let owner: String?
  /// What the requests may cost in a month of 730 hours.
  public let monthly: Located<Money>
  /// The share of the cap from which on there is a warning, in percent; nil for no warning.
  public let warnAt: Quantity?
  /// The labels of the requests that it is for.
  public let labels: LabelSelector
  /// The accounts of the requests that it is for; empty for all.
  public let accounts: [String]
  /// The regions of the requests that it is for; empty for all.
  public let regions: [Located<String>]
  /// Whether exceptions may excuse its findings.
  public let allowsExceptions: Bool
  /// The first day on which it is valid; nil for always until the last one.
  public let from: CalendarDate?
  /// The last day on which it is valid; nil for always.
  public let until: Located<CalendarDate>?
  /// The beginning of the document.
  public let place: Place

  /// What a finding of a budget says.
  public enum Part: String, Sendable, CaseIterable {
    /// The requests together cost more than what is left.
    case cap
    /// They come near to it.
    case warning
    /// The cost of a request is not known, so that nobody can tell.
    case unpriced
  }

  /// The code of its findings of a kind.
  public func code(_ part: Part) -> RuleCode { RuleCode("\(name.value)/\(part.rawValue)") }

  /// Whether it is valid on a day.
  public func applies(on day: CalendarDate) -> Bool {
    from.map { $0 <= day } ?? true && until.map { day <= $0.value } ?? true
  }

  /// Whether it is for a request.
  public func matches(_ request: ClusterRequest) -> Bool {
    labels.matches(request.labels) && (accounts.isEmpty || request.account.map(accounts.contains) ?? false)
      && (regions.isEmpty || regions.contains { $0.value == request.region })
  }
}
