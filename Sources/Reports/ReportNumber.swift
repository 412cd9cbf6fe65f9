import Costs
import Money

/// A number as a report shows it, and where the JSON report has it, so that both can be compared.
struct ReportNumber {
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
  /// The place in the JSON report, a JSON Pointer (RFC 6901); nil for what is no number.
  let pointer: String?
  /// How it is shown.
  let form: Form

  private init(_ text: String, _ pointer: String?, _ form: Form) {
    (self.text, self.pointer, self.form) = (text, pointer, form)
  }

  /// A text.
  static func text(_ text: String, at pointer: String? = nil) -> ReportNumber { ReportNumber(text, pointer, .text) }

  /// An amount of money, perhaps unknown.
  static func amount(_ money: Money?, at pointer: String) -> ReportNumber {
    ReportNumber(AmountText.text(money), pointer, .amount)
  }

  /// An amount of money without decimal places.
  static func wholeAmount(_ money: Money, at pointer: String) -> ReportNumber {
    ReportNumber(AmountText.text(money, places: 0), pointer, .wholeAmount)
  }

  /// A sum of money that is at least that much if something is missing from it.
  static func total(_ money: Money?, isIncomplete: Bool, at pointer: String) -> ReportNumber {
    let prefix = isIncomplete && money != nil ? "≥ " : ""
    return ReportNumber(prefix + AmountText.text(money), pointer, .total)
  }

  /// A time in seconds; nil where a mode cannot carry the load.
  static func duration(_ seconds: Double?, at pointer: String) -> ReportNumber {
    ReportNumber(seconds.map(WhatIfWords.duration) ?? "saturated", pointer, .duration)
  }

  /// What a formula says of a time in seconds.
  static func formula(_ seconds: Double, isExact: Bool, at pointer: String) -> ReportNumber {
    isExact
      ? duration(seconds, at: pointer)
      : ReportNumber("≈ " + WhatIfWords.duration(seconds), pointer, .approximateDuration)
  }

  /// A number.
  static func number(_ value: Double, at pointer: String) -> ReportNumber {
    ReportNumber(WhatIfWords.number(value), pointer, .number)
  }

  /// A share from 0 to 1.
  static func percent(_ share: Double, at pointer: String) -> ReportNumber {
    ReportNumber(WhatIfWords.percent(share), pointer, .percent)
  }
}
