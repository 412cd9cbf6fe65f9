import Documents
import Findings

/// A label selector as in Kubernetes
/// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
public struct LabelSelector: Sendable, Equatable {
  /// The required labels with their values.
  public var matchLabels: [String: String] = [:]
  /// Additional requirements.
  public var expressions: [Requirement] = []

  /// A requirement on one label.
  public struct Requirement: Sendable, Equatable {
    let key: String
    let comparison: Comparison
    let values: [String]

    enum Comparison: String, Sendable, CaseIterable {
      case isIn = "In"
      case isNotIn = "NotIn"
      case exists = "Exists"
      case doesNotExist = "DoesNotExist"

      /// Whether the operator compares the label with values. Kubernetes requires values exactly in this case.
      var takesValues: Bool { self == .isIn || self == .isNotIn }
    }

    func matches(_ labels: [String: String]) -> Bool {
      switch comparison {
      case .isIn: labels[key].map { values.contains($0) } ?? false
      case .isNotIn: labels[key].map { !values.contains($0) } ?? true
      case .exists: labels[key] != nil
      case .doesNotExist: labels[key] == nil
      }
    }
  }

  /// Whether labels satisfy all requirements.
  public func matches(_ labels: [String: String]) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value } && expressions.allSatisfy { $0.matches(labels) }
  }

  /// Whether it has no requirements, so it matches everything.
  var isEmpty: Bool { matchLabels.isEmpty && expressions.isEmpty }
}

extension TreeDecoder {
  /// A mapping with text values, such as labels.
  mutating func texts(_ name: String, in fields: Fields?) -> [String: String] {
    guard let node = value(name, in: fields) else { return [:] }
    guard case .mapping(let members) = node.value else {
      report(.wrongType(name, expected: "a mapping", node))
      return [:]
    }
    var texts: [String: String] = [:]
    for member in members {
      if let text = string(member.value, title: "\(name).\(member.key.value)") { texts[member.key.value] = text.value }
    }
    return texts
  }

  /// The fields of a selector.
  static let selectorFields = [
    Field("matchLabels", "matchLabels: {team: vision}"), Field("matchExpressions", "matchExpressions: […]"),
  ]

  /// A label selector.
  mutating func selector(_ name: String, in fields: Fields?) -> LabelSelector? {
    self.fields(name, in: fields, known: Self.selectorFields).map { selector(of: $0) }
  }

  /// A selector whose fields may be mixed with others.
  mutating func selector(of own: Fields) -> LabelSelector {
    var selector = LabelSelector(matchLabels: texts("matchLabels", in: own))
    for node in value("matchExpressions", in: own).flatMap({ elements($0, title: "matchExpressions") }) ?? [] {
      let requirement = self.fields(
        of: node, title: "an element of `matchExpressions`",
        known: [Field("key", "key: team"), Field("operator", "operator: In"), Field("values", "values: [vision]")])
      let key = string("key", in: requirement, isRequired: true)
      let comparison: LabelSelector.Requirement.Comparison? = choice(
        "operator", in: requirement, isRequired: true, code: .policyDocument)
      let values = strings("values", in: requirement) ?? []
      if let key, let comparison {
        if comparison.takesValues == values.isEmpty {
          report(
            Finding(
              code: .policyDocument, severity: .error,
              message: comparison.takesValues
                ? "`\(comparison.rawValue)` needs `values`" : "`\(comparison.rawValue)` takes no `values`",
              place: node.place))
        }
        selector.expressions.append(
          LabelSelector.Requirement(key: key.value, comparison: comparison, values: values.map(\.value)))
      }
    }
    return selector
  }

  /// One of a fixed set of words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, in fields: Fields?, isRequired: Bool = false, code: RuleCode
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(name, in: fields, isRequired: isRequired) else { return nil }
    return choice(text, title: name, code: code)
  }

  /// One of a fixed set of words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: Located<String>, title: String, code: RuleCode
  ) -> Choice? where Choice.RawValue == String {
    if let choice = Choice(rawValue: text.value) { return choice }
    let all = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    report(
      Finding(
        code: code, severity: .error, message: "`\(title)` is `\(printable(text.value, limit: 80))`, not one of \(all)",
        place: text.place))
    return nil
  }
}
