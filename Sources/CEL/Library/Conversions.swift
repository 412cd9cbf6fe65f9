/// The conversion functions, which are named after types (cel-spec, langdef.md, "Type Conversions").
enum Conversions {
  static let functions: [Function] = [
    Function(
      "int", [.int, .uint, .double, .string, .timestamp].map { .global([$0], .int) }, .byType,
      .unary(int)),
    Function("uint", [.uint, .int, .double, .string].map { .global([$0], .uint) }, .byType, .unary(uint)),
    Function(
      "double", [.double, .int, .uint, .string].map { .global([$0], .double) }, .byType, .unary(double)),
    Function(
      "string",
      [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration].map { .global([$0], .string) },
      .giving { .text(($0.count(0) + longestScalar).atMost) }, .unary(string)),
    Function("bytes", [.bytes, .string].map { .global([$0], .bytes) }, .giving { .text($0.count(0)) }, .unary(bytes)),
    Function("bool", [.bool, .string].map { .global([$0], .bool) }, .byType, .unary(bool)),
    Function(
      "timestamp", [.timestamp, .string, .int].map { .global([$0], .timestamp) }, .byType,
      planning: .standardConstructor, .unary(timestamp)),
    Function(
      "duration", [.duration, .string].map { .global([$0], .duration) }, .byType, planning: .standardConstructor,
      .unary(duration)),
  ]

  /// The maximum number of characters in a number, a timestamp or a duration as text: a timestamp has 30, a double 24.
  private static let longestScalar: UInt64 = 40

  private static func int(_ value: Value) -> Value {
    switch value {
    case .int: value
    case .uint(let value): Int64(exactly: value).map(Value.int) ?? outOfRange("int")
    // Values of 2^63 and beyond, of either sign, are errors, as in cel-go.
    case .double(let value):
      value > -9_223_372_036_854_775_808 && value < 9_223_372_036_854_775_808
        ? .int(Int64(value)) : outOfRange("int")
    case .string(let text): number(text, Int64(text), Value.int)
    case .timestamp(let moment): .int(moment.seconds)
    default: .noSuchOverload("int", value)
    }
  }

  private static func uint(_ value: Value) -> Value {
    switch value {
    case .uint: value
    case .int(let value): UInt64(exactly: value).map(Value.uint) ?? outOfRange("uint")
    case .double(let value):
      value >= 0 && value < 18_446_744_073_709_551_616 ? .uint(UInt64(value)) : outOfRange("uint")
    case .string(let text): number(text, text.utf8.allSatisfy(Lexer.isDigit) ? UInt64(text) : nil, Value.uint)
    default: .noSuchOverload("uint", value)
    }
  }

  private static func double(_ value: Value) -> Value {
    switch value {
    case .double: value
    case .int(let value): .double(Double(value))
    case .uint(let value): .double(Double(value))
    case .string(let text): number(text, plainDouble(text), Value.double)
    default: .noSuchOverload("double", value)
    }
  }

  /// Reads a decimal number in the range of doubles, `NaN` or `Infinity`. Swift would also read hexadecimal numbers.
  private static func plainDouble(_ text: String) -> Double? {
    let lowercased = text.utf8.map { $0 | 0x20 }
    guard !lowercased.contains(UInt8(ascii: "x")), !lowercased.contains(UInt8(ascii: "(")) else { return nil }
    return Double(text).flatMap { $0.isFinite || !text.utf8.contains(where: Lexer.isDigit) ? $0 : nil }
  }

  private static func string(_ value: Value) -> Value {
    switch value {
    case .string: value
    case .bool(let value): .string(value ? "true" : "false")
    case .int(let value): .string(String(value))
    case .uint(let value): .string(String(value))
    case .double(let value): .string(NumberText.shortest(value))
    case .bytes(let bytes):
      String(validating: bytes, as: UTF8.self).map(Value.string)
        ?? .failure(.invalidArgument, "the bytes are not valid UTF-8")
    case .timestamp(let moment): .string(TimeText.text(of: moment))
    case .duration(let nanoseconds): .string(TimeText.text(ofNanoseconds: nanoseconds))
    default: .noSuchOverload("string", value)
    }
  }

  private static func bytes(_ value: Value) -> Value {
    switch value {
    case .bytes: value
    case .string(let text): .bytes(Array(text.utf8))
    default: .noSuchOverload("bytes", value)
    }
  }

  private static func bool(_ value: Value) -> Value {
    switch value {
    case .bool: value
    case .string(let text):
      switch text {
      case "1", "t", "true", "TRUE", "True": .bool(true)
      case "0", "f", "false", "FALSE", "False": .bool(false)
      default: .failure(.invalidArgument, "\(ValueText.brief(value)) is not a bool")
      }
    default: .noSuchOverload("bool", value)
    }
  }

  private static func timestamp(_ value: Value) -> Value {
    switch value {
    case .timestamp: value
    case .int(let seconds):
      Timestamp(seconds: seconds).map(Value.timestamp)
        ?? .failure(.invalidArgument, "the moment is outside of the years 1 to 9999")
    case .string(let text):
      TimeText.timestamp(text).map(Value.timestamp)
        ?? .failure(
          .invalidArgument,
          "\(ValueText.brief(value)) is not a moment such as `2026-11-24T12:00:00Z`, in the years 1 to 9999")
    default: .noSuchOverload("timestamp", value)
    }
  }

  private static func duration(_ value: Value) -> Value {
    switch value {
    case .duration: return value
    case .string(let text):
      return TimeText.nanoseconds(text).map { .duration(nanoseconds: $0) }
        ?? .failure(
          .invalidArgument,
          "\(ValueText.brief(value)) is not a span of time such as `1h30m` that fits 64 bits of nanoseconds")
    default: return .noSuchOverload("duration", value)
    }
  }

  private static func number<Number>(_ text: String, _ number: Number?, _ make: (Number) -> Value) -> Value {
    number.map(make) ?? .failure(.invalidArgument, "\(ValueText.brief(.string(text))) is not such a number")
  }

  private static func outOfRange(_ type: String) -> Value {
    .failure(.overflow, "the number does not fit \(type == "int" ? "an" : "a") \(type)")
  }
}
