/// `text.format([…])`: `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X` and `%%` (cel-go, ext/formatting_v2.go).
enum TextFormat {
  static func format(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard arguments.count == 2, case .string(let pattern) = arguments[0], case .list(let values) = arguments[1] else {
      return .noSuchOverload("format", arguments)
    }
    var output = ""
    var next = 0
    var scalars = Array(pattern.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        output.unicodeScalars.append(scalar)
        continue
      }
      if scalars.first == "%" {
        output += "%"
        scalars.removeFirst()
        continue
      }
      var precision = 6
      if scalars.first == "." {
        scalars.removeFirst()
        let digits = scalars.prefix { ("0"..."9").contains($0) }
        scalars = scalars.dropFirst(digits.count)
        var text = ""
        text.unicodeScalars.append(contentsOf: digits)
        guard let given = Int(text), given <= 1_000 else {
          return .failure(.invalidArgument, "a precision in the pattern is not a number up to 1000")
        }
        precision = given
      }
      guard let verb = scalars.popFirst() else {
        return .failure(.invalidArgument, "the pattern ends in the middle of a `%`")
      }
      guard "sdfeboxX".unicodeScalars.contains(verb) else {
        return .failure(.invalidArgument, "the pattern has an unknown `%\(verb)`")
      }
      guard values.indices.contains(next) else {
        return .failure(.invalidArgument, "the pattern needs more than the \(values.count) values given")
      }
      guard budget.mayIterate() else { return budget.failure }
      switch text(verb, values[next], precision: precision, &budget) {
      case .string(let text): output += text
      case let failure: return failure
      }
      guard budget.spend(Cost.traversal(ofText: output.utf8.count)) else { return budget.failure }
      next += 1
    }
    return .string(output)
  }

  private static func text(_ verb: Unicode.Scalar, _ value: Value, precision: Int, _ budget: inout Budget) -> Value {
    switch (verb, value) {
    case ("s", _): return plain(value, &budget)
    case ("d", .int(let number)): return .string(String(number))
    case ("d", .uint(let number)): return .string(String(number))
    case ("d", .double(let number)) where !number.isFinite: return .string(NumberText.shortest(number))
    case ("d", .double(let number)): return .string(NumberText.shortest(number))
    case ("f", _), ("e", _):
      let number: Double
      switch value {
      case .double(let value): number = value
      case .int(let value): number = Double(value)
      case .uint(let value): number = Double(value)
      default: return refused(verb, value)
      }
      return .string(NumberText.fixed(number, decimals: precision, isScientific: verb == "e"))
    case ("b", .bool(let flag)): return .string(flag ? "1" : "0")
    case ("b", .int(let number)): return .string(String(number, radix: 2))
    case ("b", .uint(let number)): return .string(String(number, radix: 2))
    case ("o", .int(let number)): return .string(String(number, radix: 8))
    case ("o", .uint(let number)): return .string(String(number, radix: 8))
    case ("x", .int(let number)), ("X", .int(let number)):
      return .string(String(number, radix: 16, uppercase: verb == "X"))
    case ("x", .uint(let number)), ("X", .uint(let number)):
      return .string(String(number, radix: 16, uppercase: verb == "X"))
    case ("x", .string(let text)), ("X", .string(let text)): return .string(hexadecimal(Array(text.utf8), verb == "X"))
    case ("x", .bytes(let bytes)), ("X", .bytes(let bytes)): return .string(hexadecimal(bytes, verb == "X"))
    default: return refused(verb, value)
    }
  }

  private static func refused(_ verb: Unicode.Scalar, _ value: Value) -> Value {
    .failure(.invalidArgument, "`%\(verb)` cannot show a \(value.typeName)")
  }

  private static func hexadecimal(_ bytes: [UInt8], _ isUppercase: Bool) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUppercase) }.joined()
  }

  /// `%s`: texts as they are, everything else as its conversion to a string; maps in the order of their keys' texts.
  private static func plain(_ value: Value, _ budget: inout Budget) -> Value {
    guard budget.mayIterate() else { return budget.failure }
    switch value {
    case .null: return .string("null")
    case .string: return value
    case .bool(let flag): return .string(flag ? "true" : "false")
    case .int(let number): return .string(String(number))
    case .uint(let number): return .string(String(number))
    case .double(let number): return .string(NumberText.shortest(number))
    case .bytes(let bytes): return .string(String(decoding: bytes, as: UTF8.self))
    case .timestamp(let moment): return .string(TimeText.text(of: moment))
    case .duration(let nanoseconds): return .string(TimeText.text(ofNanoseconds: nanoseconds))
    case .type(let name): return .string(name)
    case .list(let elements):
      var parts: [String] = []
      for element in elements {
        guard case .string(let text) = plain(element, &budget) else { return refused("s", element) }
        guard budget.spend(Cost.traversal(ofText: text.utf8.count)) else { return budget.failure }
        parts.append(text)
      }
      return .string("[" + parts.joined(separator: ", ") + "]")
    case .map(let map):
      var parts: [(key: String, value: String)] = []
      for (key, value) in zip(map.keys, map.values) {
        guard case .string(let key) = plain(key, &budget), case .string(let text) = plain(value, &budget) else {
          return refused("s", value)
        }
        guard budget.spend(Cost.traversal(ofText: text.utf8.count)) else { return budget.failure }
        parts.append((key, text))
      }
      parts.sort { UTF8Order.isLess($0.key, $1.key) }
      return .string("{" + parts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}")
    default: return refused("s", value)
    }
  }
}
