public import CEL
import Documents
public import Findings
public import Policies

/// The report of `tollgate cel` as JSON.
public enum ExpressionJSON {
  /// The value, its type, what it cost, and the value of each part if it was traced.
  public static func render(_ trial: ExpressionTrial) -> PrintableText {
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
    if let parameters = trial.parameters { members.append(("parameters", .string(parameters))) }
    if let own = trial.trace { members.append(("trace", trace(own.tree.root, own))) }
    return JSONValue.object(members).indented
  }

  /// Why an expression cannot be compiled, with the members of one that can.
  public static func render(_ error: CompileError) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(1)), ("expression", .string(error.source)), ("staticType", .null), ("type", .null),
      ("value", .null), ("error", error.issues.first.map { JSONValue($0) } ?? .null),
      ("errors", .array(error.issues.map { JSONValue($0) })),
    ]).indented
  }

  /// Values of one part that are kept: of a loop over thousands, the first tell enough.
  private static let values = 100
  /// Code points of a value that are kept.
  private static let width = 500

  private static func text(_ value: Value) -> String {
    let text = value.description
    guard text.unicodeScalars.count > width else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(width))) + "…"
  }

  private static func trace(_ expression: Expression, _ trace: Trace) -> JSONValue {
    .object([
      ("expression", .string(trace.source(of: expression))),
      ("start", .integer(expression.range.lowerBound)),
      ("end", .integer(expression.range.upperBound)),
      ("values", .array(trace.values(of: expression).prefix(Self.values).map { .string(text($0)) })),
      ("parts", .array(expression.children.map { self.trace($0, trace) })),
    ])
  }
}

extension JSONValue {
  /// A number of units of work, as a string where a JSON reader might round it (RFC 8259, section 6).
  init(units: UInt64) {
    self = units <= 1 << 53 ? .integer(Int(units)) : .string(String(units))
  }

  fileprivate init(_ issue: Issue) {
    self = .object([
      ("message", .string(issue.message)), ("start", .integer(issue.range.lowerBound)),
      ("end", .integer(issue.range.upperBound)), ("help", JSONValue(issue.help)),
    ])
  }

  fileprivate init(_ error: EvaluationError) {
    self = .object([
      ("message", .string(error.message)),
      ("start", error.range.map { .integer($0.lowerBound) } ?? .null),
      ("end", error.range.map { .integer($0.upperBound) } ?? .null),
    ])
  }

  /// A value as JSON (cel-spec, langdef.md, "JSON Data Conversion"): integers beyond 2^53 and what JSON has no notation
  /// for are strings. Values can share their parts, and are then much larger as text than in memory: what is beyond a
  /// hundred thousand parts is left out, and `…` stands for it.
  package init(_ value: Value) {
    var remaining = 100_000
    self.init(value, &remaining)
  }

  private init(_ value: Value, _ remaining: inout Int) {
    remaining -= 1
    guard remaining > 0 else {
      self = .string("…")
      return
    }
    switch value {
    case .null: self = .null
    case .bool(let value): self = .boolean(value)
    case .int(let value): self = value.magnitude <= 1 << 53 ? .integer(Int(value)) : .string(String(value))
    case .uint(let value): self = JSONValue(units: value)
    case .double(let value): self = value.isFinite ? .double(value) : .string(Value.double(value).description)
    case .string(let text): self = .string(text)
    case .list(let elements):
      var values: [JSONValue] = []
      for element in elements where remaining > 0 { values.append(JSONValue(element, &remaining)) }
      self = .array(values)
    case .map(let map):
      var members: [(key: String, value: JSONValue)] = []
      for (key, value) in zip(map.keys, map.values) where remaining > 0 {
        members.append((Self.name(of: key), JSONValue(value, &remaining)))
      }
      // `1` and `'1'` are two keys of a map and one of an object.
      self = Set(members.map(\.key)).count == members.count ? .object(members) : .string(value.description)
    case .optional(let optional): self = optional.wrapped.map { JSONValue($0, &remaining) } ?? .null
    default: self = .string(value.jsonText ?? value.description)
    }
  }

  private static func name(of key: Value) -> String {
    switch key {
    case .string(let text): text
    case .uint(let number): String(number)
    default: key.description
    }
  }
}
