import CEL
import Documents
public import Findings
import Money

/// The type of a policy's parameters: the subset of JSON Schema that Kubernetes calls structural
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/), with formats for
/// money, timestamps and durations.
public indirect enum ParameterSchema: Sendable {
  /// Text, optionally one of a fixed set.
  case string(allowed: [String])
  /// A whole number.
  case integer
  /// A number.
  case number
  /// True or false.
  case boolean
  /// A decimal text such as `"5000.00"`, in US dollars.
  case money
  /// A text such as `1h30m`.
  case duration
  /// A regular expression (RE2).
  case pattern
  /// A text such as `2026-11-20T12:00:00Z`.
  case moment
  /// A text such as `1.5Gi`.
  case quantity
  /// A list.
  case list(ParameterSchema)
  /// A mapping with any keys.
  case map(ParameterSchema)
  /// A mapping with known keys.
  case object(name: String, [Property])

  /// A property of a mapping.
  public struct Property: Sendable {
    /// The key.
    public let name: Located<String>
    /// Its type.
    public let schema: ParameterSchema
    /// Whether the property is required.
    public let isRequired: Bool
    /// The purpose of the property.
    public let description: String?
    /// The default value.
    let standard: Node?

    /// The default value as JSON.
    public var standardText: String? { standard.map { JSONValue($0).canonical } }
  }

  /// The type in words.
  public var name: String {
    switch self {
    case .string(let allowed): allowed.isEmpty ? "text" : "one of " + allowed.map { "`\($0)`" }.joined(separator: ", ")
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "`true` or `false`"
    case .money: "US dollars"
    case .duration: "span of time"
    case .pattern: "regular expression"
    case .moment: "moment"
    case .quantity: "quantity of Kubernetes"
    case .list(let element): "list of \(element.name)"
    case .map(let value): "mapping to \(value.name)"
    case .object(_, let properties): "mapping of " + properties.map { "`\($0.name.value)`" }.joined(separator: ", ")
    }
  }

  /// The type in expressions.
  var type: ValueType {
    switch self {
    case .string, .pattern: .string
    case .integer: .int
    case .number: .double
    case .boolean: .bool
    case .money: MoneyValue.type
    case .duration: .duration
    case .moment: .timestamp
    case .quantity: Conversion.quantity
    case .list(let element): .list(element.type)
    case .map(let value): .map(.string, value.type)
    case .object(let name, _): .structure(name)
    }
  }

  /// The struct types that the schema contains.
  var structures: [StructureDeclaration] {
    switch self {
    case .list(let inner), .map(let inner): inner.structures
    case .object(let name, let properties):
      [StructureDeclaration(name, fields: properties.map { ($0.name.value, $0.schema.type) })]
        + properties.flatMap(\.schema.structures)
    default: []
    }
  }

  /// The value of a node. Reports a finding if it does not match the schema.
  func value(_ node: Node, title: String, _ decoder: inout TreeDecoder) -> Value? {
    switch (self, node.value) {
    case (.string(let allowed), .string(let text)):
      guard allowed.isEmpty || allowed.contains(text) else {
        decoder.report(
          .parameters(
            "`\(printable(text, limit: 80))` is none of " + allowed.map { "`\($0)`" }.joined(separator: ", "), node))
        return nil
      }
      return .string(text)
    case (.integer, .integer(let number)): return .int(Int64(number))
    case (.number, .integer(let number)): return .double(Double(number))
    case (.number, .number(let text)):
      guard let number = Double(text), number.isFinite else {
        decoder.report(.parameters("`\(printable(text, limit: 80))` is not a finite number", node))
        return nil
      }
      return .double(number)
    case (.boolean, .boolean(let value)): return .bool(value)
    case (.money, .string(let text)), (.money, .number(let text)):
      do { return .opaque(MoneyValue(try Money(text, .usd))) } catch { decoder.report(.parameters("\(error)", node)) }
      return nil
    case (.money, .integer(let number)):
      do { return .opaque(MoneyValue(try Money(String(number), .usd))) } catch {
        decoder.report(.parameters("\(error)", node))
      }
      return nil
    case (.pattern, .string(let text)):
      do throws(RegularExpression.InvalidPattern) {
        _ = try RegularExpression(text)
        return .string(text)
      } catch {
        decoder.report(.parameters("the pattern is not a regular expression: \(error.reason)", node))
        return nil
      }
    case (.duration, .string(let text)): return converted(text, by: "duration", node, &decoder)
    case (.moment, .string(let text)): return converted(text, by: "timestamp", node, &decoder)
    case (.quantity, .string(let text)), (.quantity, .number(let text)):
      return converted(text, by: "quantity", node, &decoder)
    case (.quantity, .integer(let number)): return converted(String(number), by: "quantity", node, &decoder)
    case (.list(let inner), .sequence(let elements)):
      let values = elements.map { inner.value($0, title: "an element of \(title)", &decoder) }
      return values.contains { $0 == nil } ? nil : .list(values.compactMap(\.self))
    case (.map(let inner), .mapping(let members)):
      let values = members.map { ($0.key.value, inner.value($0.value, title: "`\($0.key.value)`", &decoder)) }
      let known = values.compactMap { key, value in value.map { (key, $0) } }
      return known.count == values.count ? .map(ValueMap(ordered: known)) : nil
    case (.object(_, let properties), .mapping): return object(node, properties, title: title, &decoder)
    default:
      decoder.report(.wrongType(title, expected: expectation, node))
      return nil
    }
  }

  private func object(
    _ node: Node, _ properties: [Property], title: String, _ decoder: inout TreeDecoder
  ) -> Value? {
    let known = properties.map { TreeDecoder.Field($0.name.value, "\($0.name.value): …") }
    let before = decoder.findings.count
    let fields = decoder.fields(of: node, title: title, known: known)
    var entries: [(String, Value)] = []
    for property in properties {
      let name = property.name.value
      guard
        let given = decoder.value(name, in: fields, isRequired: property.isRequired && property.standard == nil)
          ?? property.standard
      else { continue }
      if let value = property.schema.value(given, title: "`\(name)`", &decoder) { entries.append((name, value)) }
    }
    return decoder.findings.count == before ? .map(ValueMap(ordered: entries)) : nil
  }

  private func converted(_ text: String, by function: String, _ node: Node, _ decoder: inout TreeDecoder) -> Value? {
    switch Conversion.convert(text, by: function) {
    case .success(let value): return value
    case .failure(let error):
      decoder.report(.parameters(error.message, node))
      return nil
    }
  }

  private var expectation: String {
    switch self {
    case .string, .duration, .moment, .pattern: "a string"
    case .quantity: "a quantity such as `1.5Gi`"
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .money: "an amount of US dollars such as `\"5000.00\"`"
    case .list: "a list"
    case .map, .object: "a mapping"
    }
  }
}

/// Converts texts to timestamps and durations in the same way as the expression language.
enum Conversion {
  private static let environment = Result {
    try Environment {
      Library.quantity
      Variable("text", .string)
    }
  }

  /// The result type of `quantity()`.
  static let quantity: ValueType = (try? environment.get().compile("quantity(text)").type) ?? .dyn

  static func convert(_ text: String, by function: String) -> Result<Value, EvaluationError> {
    do {
      let program = try environment.get().compile("\(function)(text)")
      return .success(try program.evaluate(["text": .string(text)]))
    } catch let error as EvaluationError {
      return .failure(error)
    } catch {
      return .failure(EvaluationError(.invalidArgument, "\(error)"))
    }
  }
}

extension Finding {
  static func parameters(_ message: String, _ node: Node) -> Finding {
    Finding(code: .policyParameters, severity: .error, message: message, place: node.place)
  }
}
