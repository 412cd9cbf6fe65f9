/// The type of an expression, as the checker sees it (cel-spec, langdef.md, "Gradual Type Checking").
public indirect enum ValueType: Sendable, Hashable {
  /// Not known before evaluation; fits everything.
  case dyn
  /// The type of `null`.
  case null
  /// `true` and `false`.
  case bool
  /// 64-bit signed integers.
  case int
  /// 64-bit unsigned integers.
  case uint
  /// 64-bit IEEE 754 numbers.
  case double
  /// Sequences of Unicode code points.
  case string
  /// Sequences of bytes.
  case bytes
  /// A point in time in the years 1 to 9999, with nanosecond precision.
  case timestamp
  /// A span of time in nanoseconds.
  case duration
  /// A list of elements of one type.
  case list(ValueType)
  /// A map from keys (bool, int, uint, string) to values.
  case map(ValueType, ValueType)
  /// The type of types.
  case type(ValueType)
  /// A number, bool, string or bytes that may be `null`.
  case wrapper(ValueType)
  /// A struct type that the embedding program has declared, by its qualified name.
  case structure(String)
  /// A type that only functions can look into: its name and type parameters.
  case opaque(String, [ValueType])
  /// A type parameter of an overload or of an empty literal.
  case parameter(String)
  /// The type of an expression with a reported error. It fits everything, so that one mistake is reported once.
  case error

  /// A value that may be absent.
  public static func optional(_ wrapped: ValueType) -> ValueType { .opaque("optional_type", [wrapped]) }
}

extension ValueType: CustomStringConvertible {
  /// The type in the language's notation, as in `map(string, list(int))`.
  public var description: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .type(let type): "type(\(type))"
    case .wrapper(let type): "wrapper(\(type))"
    case .structure(let name): name
    case .opaque(let name, let parameters):
      parameters.isEmpty ? name : name + "(" + parameters.map(\.description).joined(separator: ", ") + ")"
    case .parameter(let name): name
    case .error: "error"
    }
  }

  /// The name of the type at run time, as `type(x)` returns it.
  public var runtimeName: String {
    switch self {
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .wrapper(let type): type.runtimeName
    case .opaque(let name, _): name
    default: description
    }
  }

  /// The names of the struct types that it contains.
  var structures: [String] {
    switch self {
    case .structure(let name): [name]
    case .list(let inner), .wrapper(let inner), .type(let inner): inner.structures
    case .map(let key, let value): key.structures + value.structures
    case .opaque(_, let parameters): parameters.flatMap(\.structures)
    default: []
    }
  }

  /// Whether it contains type parameters.
  var hasParameters: Bool {
    switch self {
    case .parameter: true
    case .list(let inner), .type(let inner): inner.hasParameters
    case .map(let key, let value): key.hasParameters || value.hasParameters
    case .opaque(_, let parameters): parameters.contains(where: \.hasParameters)
    default: false
    }
  }

  /// The type, or `dyn` if it has more names or is deeper than the checker allows.
  var bounded: ValueType {
    var remaining = Substitution.largestType
    return isWithin(&remaining, levels: Substitution.deepestType) ? self : .dyn
  }

  private func isWithin(_ remaining: inout Int, levels: Int) -> Bool {
    remaining -= 1
    guard remaining >= 0, levels >= 0 else { return false }
    switch self {
    case .list(let inner), .type(let inner): return inner.isWithin(&remaining, levels: levels - 1)
    case .map(let key, let value):
      return key.isWithin(&remaining, levels: levels - 1) && value.isWithin(&remaining, levels: levels - 1)
    case .opaque(_, let parameters):
      for parameter in parameters where !parameter.isWithin(&remaining, levels: levels - 1) { return false }
      return true
    default: return true
    }
  }

  var isDynamic: Bool { self == .dyn || self == .error }

  /// Whether the type accepts `null`, as structs, opaque types, timestamps, durations and wrappers do.
  var isNullable: Bool {
    switch self {
    case .null, .wrapper, .structure, .opaque, .timestamp, .duration, .dyn, .error: true
    default: false
    }
  }
}
