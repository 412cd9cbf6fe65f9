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

  /// The requirements in words, the labels first.
  package var words: [String] {
    matchLabels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      + expressions.map { one in
        ([one.key, one.comparison.rawValue] + (one.values.isEmpty ? [] : [one.values.joined(separator: ", ")]))
          .joined(separator: " ")
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
}
