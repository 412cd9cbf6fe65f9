/// A value of the language.
public enum Value: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A 64-bit signed integer.
  case int(Int64)
  /// A 64-bit unsigned integer.
  case uint(UInt64)
  /// A 64-bit IEEE 754 number.
  case double(Double)
  /// A sequence of Unicode code points, compared by code point without normalisation.
  case string(String)
  /// A sequence of bytes.
  case bytes([UInt8])
  /// A list.
  case list([Value])
  /// A map.
  case map(ValueMap)
  /// A point in time.
  case timestamp(Timestamp)
  /// A span of time in nanoseconds.
  case duration(nanoseconds: Int64)
  /// A type, by the name that `type(x)` returns.
  case type(String)
  /// A value that may be absent.
  case optional(OptionalValue)
  /// An instance of a struct type that the embedding program has declared.
  case structure(StructureInstance)
  /// A value that only functions can look into.
  case opaque(OpaqueInstance)
  /// The outcome of a failed evaluation, in place of a value. Functions return it for what they cannot compute;
  /// `Program.evaluate` throws it.
  case error(EvaluationError)
}

/// A value that may be absent, as `optional.of(x)` and `optional.none()` return it.
public final class OptionalValue: Sendable {
  /// The value, if there is one.
  public let wrapped: Value?

  /// Creates an optional value.
  public init(_ wrapped: Value?) {
    self.wrapped = wrapped
  }

  /// The optional value that is empty.
  public static let none = OptionalValue(nil)
}

/// A kind of value that only functions can look into, such as an address or a secret.
public protocol OpaqueValue: Sendable {
  /// The name of the type, as `type(x)` returns it.
  static var typeName: String { get }
  /// The value as explanations show it. A secret must not reveal itself.
  var description: String { get }
  /// Whether `==` is true for another value of any opaque type.
  func isEqual(to other: any OpaqueValue) -> Bool
}

extension OpaqueValue where Self: Equatable {
  /// Equal values of the same type are equal.
  public func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self) == self }
}

/// An opaque value, boxed so that all values take the same space.
public final class OpaqueInstance: Sendable {
  /// The value.
  public let value: any OpaqueValue
  /// The name of its type.
  public let typeName: String

  /// Boxes a value.
  public init<Opaque: OpaqueValue>(_ value: Opaque) {
    self.value = value
    typeName = Opaque.typeName
  }
}

extension Value {
  /// Boxes an opaque value.
  public static func opaque(_ value: some OpaqueValue) -> Value { .opaque(OpaqueInstance(value)) }

  /// The name of the value's type, as `type(x)` returns it.
  public var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .map: "map"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .type: "type"
    case .optional: "optional_type"
    case .structure(let instance): instance.typeName
    case .opaque(let instance): instance.typeName
    case .error: "error"
    }
  }

  var isTrue: Bool {
    if case .bool(true) = self { true } else { false }
  }

  /// Whether it is a failure.
  public var isError: Bool {
    if case .error = self { true } else { false }
  }
}
