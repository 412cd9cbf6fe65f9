import Costs
import Money

/// Amounts as people read them: rounded half away from zero, thousands apart.
enum AmountText {
  /// `1,234.56`.
  static func text(_ money: Money, places: Int = 2) -> String {
    let rounded = money.rounded(places: places)
    let isNegative = rounded.hasPrefix("-")
    let parts = rounded.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    return (isNegative ? "-" : "") + grouped(String(parts[0])) + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// Digits with a comma before each group of three.
  static func grouped(_ digits: String) -> String {
    let digits = Array(digits.utf8)
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
      grouped.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return grouped
  }

  /// A part of a total. One that lacks a price is at least what is shown. A saving that lacks one is none of the whole, since
  /// what is unknown may be more in either mode: it stands in parentheses.
  static func partial(_ amount: Money, of total: Total, isSaving: Bool = false) -> String {
    guard total.isIncomplete else { return text(amount) }
    return isSaving ? "(\(text(amount)))" : "≥ \(text(amount))"
  }

  /// An amount with its sign: `+1.00`, `-1.00`, `0.00`.
  static func signed(_ money: Money) -> String {
    let text = text(money)
    return money.isNegative || text.allSatisfy { $0 == "0" || $0 == "." } ? text : "+" + text
  }

  /// An amount that may be unknown.
  static func text(_ money: Money?) -> String { money.map { text($0) } ?? "unknown" }
}
