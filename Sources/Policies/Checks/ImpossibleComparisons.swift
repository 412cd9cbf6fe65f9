import Findings
import CEL
import Catalog

/// Finds comparisons between a field with a fixed set of values and a text that is not one of them.
enum ImpossibleComparisons {
  /// The text in the comparison, and the possible values of the field.
  struct Comparison {
    let range: Range<Int>
    let text: String
    let field: String
    let values: [String]
  }

  /// The possible values of fields, by struct type and field.
  private static let values: [String: [String: [String]]] = [
    AcceleratorValue.structureType.name: ["kind": Accelerator.Kind.allCases.map(\.rawValue)],
    InstanceTypeValue.structureType.name: ["architectures": Architecture.allCases.map(\.rawValue)],
    OperationValue.structureType.name: ["operation": ["CREATE"]],
    "kubernetes.AdmissionRequest": [
      "operation": MatchConstraints.Operation.allCases.filter { $0 != .any }.map(\.rawValue)
    ],
  ]

  /// The impossible comparisons in an expression of a policy with the given parameter schema.
  static func find(in checked: CheckedExpression, parameters: ParameterSchema?) -> [Comparison] {
    let values = values.merging(parameters?.allowedTexts ?? [:]) { $1 }
    var found: [Comparison] = []
    visit(checked.tree.root, checked, values, &found)
    return found
  }

  private static func visit(
    _ expression: Expression, _ checked: CheckedExpression, _ values: [String: [String: [String]]],
    _ found: inout [Comparison]
  ) {
    if case .binary(let comparison, let left, let right) = expression.kind {
      switch comparison {
      case .equal, .notEqual:
        compare(left, [right], checked, values, &found)
        compare(right, [left], checked, values, &found)
      case .contains:
        if case .list(let elements) = right.kind { compare(left, elements.map(\.value), checked, values, &found) }
        compare(right, [left], checked, values, &found)
      default: break
      }
    }
    for child in expression.children { visit(child, checked, values, &found) }
  }

  private static func compare(
    _ field: Expression, _ others: [Expression], _ checked: CheckedExpression,
    _ values: [String: [String: [String]]], _ found: inout [Comparison]
  ) {
    guard case .select(let operand, let name, false) = field.kind,
      case .structure(let type) = checked.type(of: operand), let values = values[type]?[name.text]
    else { return }
    for other in others {
      guard case .literal(.string(let text)) = other.kind, !values.contains(text) else { continue }
      let shown = String(decoding: Array(checked.tree.source.utf8)[field.range], as: UTF8.self)
      found.append(Comparison(range: other.range, text: text, field: shown, values: values))
    }
  }
}

extension ParameterSchema {
  /// The allowed texts of parameters with an enumeration, by struct type and field.
  fileprivate var allowedTexts: [String: [String: [String]]] {
    switch self {
    case .list(let inner), .map(let inner): return inner.allowedTexts
    case .object(let name, let properties):
      var texts = properties.reduce(into: [String: [String: [String]]]()) { $0.merge($1.schema.allowedTexts) { $1 } }
      for property in properties {
        if case .string(let allowed) = property.schema, !allowed.isEmpty {
          texts[name, default: [:]][property.name.value] = allowed
        }
      }
      return texts
    default: return [:]
    }
  }
}
