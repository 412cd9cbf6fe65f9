/// A Swift type that has a counterpart in the language.
public protocol ValueConvertible: Sendable {
  /// The type's counterpart.
  static var valueType: ValueType { get }
  /// Creates the Swift value of a value; nil if the value is of another type or does not fit.
  init?(_ value: Value)
  /// The value in the language.
  var value: Value { get }
}

extension Value: ValueConvertible {
  /// Any type.
  public static var valueType: ValueType { .dyn }
  /// The value itself.
  public init?(_ value: Value) { self = value }
  /// The value itself.
  @inlinable public var value: Value { self }
}

extension Bool: ValueConvertible {
  /// bool
  public static var valueType: ValueType { .bool }
  /// The bool in a value.
  public init?(_ value: Value) {
    guard case .bool(let bool) = value else { return nil }
    self = bool
  }
  /// bool
  @inlinable public var value: Value { .bool(self) }
}

extension Int: ValueConvertible {
  /// int
  public static var valueType: ValueType { .int }
  /// The int in a value.
  public init?(_ value: Value) {
    guard case .int(let int) = value else { return nil }
    self.init(exactly: int)
  }
  /// int
  @inlinable public var value: Value { .int(Int64(self)) }
}

extension Int64: ValueConvertible {
  /// int
  public static var valueType: ValueType { .int }
  /// The int in a value.
  public init?(_ value: Value) {
    guard case .int(let int) = value else { return nil }
    self = int
  }
  /// int
  @inlinable public var value: Value { .int(self) }
}

extension UInt64: ValueConvertible {
  /// uint
  public static var valueType: ValueType { .uint }
  /// The uint in a value.
  public init?(_ value: Value) {
    guard case .uint(let uint) = value else { return nil }
    self = uint
  }
  /// uint
  @inlinable public var value: Value { .uint(self) }
}

extension Double: ValueConvertible {
  /// double
  public static var valueType: ValueType { .double }
  /// The double in a value.
  public init?(_ value: Value) {
    guard case .double(let double) = value else { return nil }
    self = double
  }
  /// double
  @inlinable public var value: Value { .double(self) }
}

extension String: ValueConvertible {
  /// string
  public static var valueType: ValueType { .string }
  /// The string in a value.
  public init?(_ value: Value) {
    guard case .string(let string) = value else { return nil }
    self = string
  }
  /// string
  @inlinable public var value: Value { .string(self) }
}

extension Timestamp: ValueConvertible {
  /// google.protobuf.Timestamp
  public static var valueType: ValueType { .timestamp }
  /// The timestamp in a value.
  public init?(_ value: Value) {
    guard case .timestamp(let timestamp) = value else { return nil }
    self = timestamp
  }
  /// google.protobuf.Timestamp
  @inlinable public var value: Value { .timestamp(self) }
}

extension Array: ValueConvertible where Element: ValueConvertible {
  /// list
  public static var valueType: ValueType { .list(Element.valueType) }
  /// The elements of a list, if all have the element type.
  public init?(_ value: Value) {
    guard case .list(let values) = value else { return nil }
    self = []
    reserveCapacity(values.count)
    for value in values {
      guard let element = Element(value) else { return nil }
      append(element)
    }
  }
  /// list
  @inlinable public var value: Value { .list(map { $0.value }) }
}

extension Dictionary: ValueConvertible where Key == String, Value: ValueConvertible {
  /// map
  public static var valueType: ValueType { .map(.string, Value.valueType) }
  /// The entries of a map, if all have the key and value types.
  public init?(_ value: CEL.Value) {
    guard case .map(let map) = value else { return nil }
    self = [:]
    for (key, value) in zip(map.keys, map.values) {
      guard case .string(let key) = key, let value = Value(value) else { return nil }
      self[key] = value
    }
  }
  /// map, in the order of the keys' UTF-8
  @inlinable public var value: CEL.Value { .map(ValueMap(mapValues { $0.value })) }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  /// `optional_type` of the wrapped type
  public static var valueType: ValueType { .optional(Wrapped.valueType) }
  /// The optional in a value.
  public init?(_ value: Value) {
    guard case .optional(let optional) = value else { return nil }
    guard let wrapped = optional.wrapped else {
      self = .none
      return
    }
    guard let content = Wrapped(wrapped) else { return nil }
    self = .some(content)
  }
  /// `optional_type`
  @inlinable public var value: Value { .optional(OptionalValue(map(\.value))) }
}

// MARK: - Literals

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// bool
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// int
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// double
  public init(floatLiteral value: Double) { self = .double(value) }
  /// string
  public init(stringLiteral value: String) { self = .string(value) }
  /// list
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
  /// A map from strings, in the given order. If a key occurs twice, the last entry counts.
  public init(dictionaryLiteral elements: (String, Value)...) { self = .map(ValueMap(ordered: elements)) }
}
