import Documents
import Findings

/// A parameter of a rule that a configuration may set.
public struct RuleParameter<Owner: Rule>: Sendable {
  /// The key in the configuration.
  public let name: String
  /// The meaning of the parameter.
  public let summary: String
  /// Reads the value from a configuration into the rule.
  let set: @Sendable (inout Owner, TreeDecoder.Fields, inout TreeDecoder) -> Void
  /// The value in a rule, as text.
  let describe: @Sendable (Owner) -> String

  /// A whole-number parameter within a range.
  static func integer(
    _ name: String, _ path: any WritableKeyPath<Owner, Int> & Sendable, in range: ClosedRange<Int>, _ summary: String
  ) -> RuleParameter {
    RuleParameter(
      name: name, summary: summary,
      set: { rule, fields, decoder in
        guard let value = decoder.integer(name, in: fields) else { return }
        if range.contains(value.value) {
          rule[keyPath: path] = value.value
        } else {
          decoder.report(.outOfRange(name, value, range))
        }
      }, describe: { String($0[keyPath: path]) })
  }

  /// A parameter that is a list of texts.
  static func strings(
    _ name: String, _ path: any WritableKeyPath<Owner, [String]> & Sendable, _ summary: String
  ) -> RuleParameter {
    RuleParameter(
      name: name, summary: summary,
      set: { rule, fields, decoder in
        if let values = decoder.strings(name, in: fields) { rule[keyPath: path] = values.map(\.value) }
      }, describe: { "[" + $0[keyPath: path].joined(separator: ", ") + "]" })
  }
}

extension Finding {
  fileprivate static func outOfRange(_ name: String, _ value: Located<Int>, _ range: ClosedRange<Int>) -> Finding {
    Finding(
      code: .configuration, severity: .error,
      message: "`\(name)` is \(value.value), not between \(range.lowerBound) and \(range.upperBound)",
      place: value.place)
  }
}
