import CEL
import Documents
import Policies

/// The report of `tollgate cel` as JSON.
public enum ExpressionJSON {
  /// The value, its type, what it cost, and the value of each part if asked for.
  public static func render(_ trial: ExpressionTrial, withTrace: Bool) -> String {
    var members: [(key: String, value: JSONValue)] = [
      ("schemaVersion", .integer(1)),
      ("expression", .string(trial.program.source)),
      ("staticType", .string(trial.program.type.description)),
    ]
    switch trial.evaluation.result {
    case .success(let value):
      members += [("type", .string(value.typeName)), ("value", JSONValue(value)), ("error", .null)]
    case .failure(let error): members += [("type", .null), ("value", .null), ("error", JSONValue(error))]
    }
    let units = trial.estimate.units
    members += [
      ("cost", JSONValue(units: trial.evaluation.cost)),
      (
        "estimatedCost",
        .object([
          ("least", JSONValue(units: units.least)), ("most", units.isBounded ? JSONValue(units: units.most) : .null),
        ])
      ),
    ]
    if withTrace { members.append(("trace", trace(trial.trace.tree.root, trial.trace))) }
    return JSONValue.object(members).indented
  }

  private static func trace(_ expression: Expression, _ trace: Trace) -> JSONValue {
    .object([
      ("expression", .string(trace.source(of: expression))),
      ("start", .integer(expression.range.lowerBound)),
      ("end", .integer(expression.range.upperBound)),
      ("values", .array(trace.values(of: expression).map { .string($0.description) })),
      ("parts", .array(expression.children.map { self.trace($0, trace) })),
    ])
  }
}

extension JSONValue {
  /// A number of units of work, as a string where a JSON reader might round it (RFC 8259, section 6).
  init(units: UInt64) {
    self = units <= 1 << 53 ? .integer(Int(units)) : .string(String(units))
  }

  fileprivate init(_ error: EvaluationError) {
    self = .object([
      ("message", .string(error.message)),
      ("start", error.range.map { .integer($0.lowerBound) } ?? .null),
      ("end", error.range.map { .integer($0.upperBound) } ?? .null),
    ])
  }

  /// A value as JSON (cel-spec, langdef.md, "JSON Data Conversion"): integers beyond 2^53 and what JSON has no notation
  /// for are strings.
  package init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .boolean(value)
    case .int(let value): self = value.magnitude <= 1 << 53 ? .integer(Int(value)) : .string(String(value))
    case .uint(let value): self = JSONValue(units: value)
    case .double(let value): self = value.isFinite ? .double(value) : .string(Value.double(value).description)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .array(elements.map { JSONValue($0) })
    case .map(let map):
      self = .object(
        zip(map.keys, map.values).map { key, value in
          if case .string(let text) = key { (text, JSONValue(value)) } else { (key.description, JSONValue(value)) }
        })
    case .optional(let optional): self = optional.wrapped.map { JSONValue($0) } ?? .null
    default: self = .string(value.jsonText ?? value.description)
    }
  }
}
