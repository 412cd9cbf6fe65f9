import Costs
import Money

/// A number as a report shows it, as a spreadsheet takes it, and where the JSON report has it, so that all can be compared.
struct ReportNumber: Sendable {
  /// The way from a value to its text.
  enum Form: String {
    /// Money with two decimal places.
    case amount
    /// Money without decimal places.
    case wholeAmount
    /// Money with two decimal places, behind `≥` if the price of a line is not known.
    case total
    /// Seconds as `12 min`.
    case duration
    /// Seconds as `≈ 12 min`.
    case approximateDuration
    /// Three digits that count.
    case number
    /// A share as `12.3 %`.
    case percent
    /// A text as it is.
    case text
  }

  /// What is shown.
  let text: String
  /// The number itself, with a point and without a unit; nil for what is none.
  let value: String?
  /// The place in the JSON report, a JSON Pointer (RFC 6901); nil where that is not told.
  let pointer: String?
  /// How it is shown.
  let form: Form
  /// The length of a bar that stands before it in text, from 0 to 1; nil for no bar.
  var bar: Double?

  private init(_ text: String, _ value: String?, _ pointer: String?, _ form: Form) {
    (self.text, self.value, self.pointer, self.form) = (text, value, pointer, form)
  }

  /// A text.
  static func text(_ text: String, at pointer: String? = nil) -> ReportNumber {
    ReportNumber(text, nil, pointer, .text)
  }

  /// A number that is shown as it is.
  static func exact(_ digits: String) -> ReportNumber { ReportNumber(digits, digits, nil, .text) }

  /// An amount of money, perhaps unknown.
  static func amount(_ money: Money?, at pointer: String? = nil) -> ReportNumber {
    ReportNumber(AmountText.text(money), money?.exact, pointer, .amount)
  }

  /// An amount of money without decimal places.
  static func wholeAmount(_ money: Money, at pointer: String) -> ReportNumber {
    ReportNumber(AmountText.text(money, places: 0), money.exact, pointer, .wholeAmount)
  }

  /// The price of a unit, with four decimal places, perhaps unknown.
  static func price(_ money: Money?) -> ReportNumber {
    ReportNumber(money?.rounded(places: 4) ?? "unknown", money?.exact, nil, .text)
  }

  /// A sum of money that is at least that much if something is missing from it.
  static func total(_ money: Money?, isIncomplete: Bool, at pointer: String) -> ReportNumber {
    let prefix = isIncomplete && money != nil ? "≥ " : ""
    return ReportNumber(prefix + AmountText.text(money), money?.exact, pointer, .total)
  }

  /// A part of a total, marked like the total if that lacks a price.
  static func partial(
    _ money: Money, of total: Total, isSaving: Bool = false, at pointer: String? = nil
  ) -> ReportNumber {
    ReportNumber(
      AmountText.partial(money, of: total, isSaving: isSaving), money.exact, pointer,
      total.isIncomplete ? .text : .amount)
  }

  /// Low, expected and high of a total.
  static func bounds(_ total: Total, isSaving: Bool = false) -> [ReportNumber] {
    [
      .partial(total.low, of: total, isSaving: isSaving), .partial(total.expected, of: total, isSaving: isSaving),
      .amount(total.high),
    ]
  }

  /// Low, expected and high, perhaps unknown.
  static func bounds(_ amounts: Bounds<Money>?) -> [ReportNumber] {
    [.amount(amounts?.low), .amount(amounts?.expected), .amount(amounts?.high)]
  }

  /// Low, expected and high of a difference, with their signs; in parentheses where it is not the difference of everything.
  static func signed(_ amounts: Bounds<Money>?, isComplete: Bool = true) -> [ReportNumber] {
    [amounts?.low, amounts?.expected, amounts?.high].map { amount in
      guard let amount else { return .text("unknown") }
      let text = AmountText.signed(amount)
      return ReportNumber(isComplete ? text : "(\(text))", amount.exact, nil, .text)
    }
  }

  /// A time in seconds; nil where a mode cannot carry the load.
  static func duration(_ seconds: Double?, at pointer: String) -> ReportNumber {
    ReportNumber(seconds.map(WhatIfWords.duration) ?? "saturated", seconds.map { "\($0)" }, pointer, .duration)
  }

  /// What a formula says of a time in seconds.
  static func formula(_ seconds: Double, isExact: Bool, at pointer: String) -> ReportNumber {
    isExact
      ? duration(seconds, at: pointer)
      : ReportNumber("≈ " + WhatIfWords.duration(seconds), "\(seconds)", pointer, .approximateDuration)
  }

  /// A number.
  static func number(_ value: Double, at pointer: String) -> ReportNumber {
    ReportNumber(WhatIfWords.number(value), "\(value)", pointer, .number)
  }

  /// A number of nodes, as it is priced.
  static func nodes(_ nodes: Quantity, at pointer: String) -> ReportNumber {
    ReportNumber("\(nodes)", "\(nodes)", pointer, .text)
  }

  /// A share from 0 to 1.
  static func percent(_ share: Double, at pointer: String? = nil) -> ReportNumber {
    ReportNumber(WhatIfWords.percent(share), "\(share)", pointer, .percent)
  }

  /// The number behind a bar, whose length is a share of the greatest one's.
  func behindBar(_ share: Double) -> ReportNumber {
    var number = self
    number.bar = max(0, min(1, share))
    return number
  }
}
