/// `text.format([…])`: `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X` and `%%` (cel-spec,
/// doc/extensions/strings.md).
enum TextFormat {
  /// A part of a pattern.
  private enum Part {
    case text(String)
    case value(verb: Unicode.Scalar, precision: Int)
  }

  static func format(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard arguments.count == 2, case .string(let pattern) = arguments[0], case .list(let values) = arguments[1] else {
      return .noSuchOverload("format", arguments)
    }
    do throws(EvaluationError) {
      let parts = try parts(of: pattern)
      try check(parts, count: values.count)
      var output = ""
      var remaining = values.makeIterator()
      for part in parts {
        switch part {
        case .text(let text): output += text
        case .value(let verb, let precision):
          guard budget.mayIterate() else { return budget.failure }
          guard let value = remaining.next() else { break }
          switch text(verb, value, precision: precision, &budget) {
          case .string(let text): output += text
          case let failure: return failure
          }
          guard budget.spend(Cost.traversal(ofText: output.utf8.count)) else { return budget.failure }
        }
      }
      return .string(output)
    } catch {
      return .error(error)
    }
  }

  /// Returns what is wrong with a pattern for a number of values, whatever they are.
  static func problem(with pattern: String, count: Int) -> String? {
    do throws(EvaluationError) {
      try check(parts(of: pattern), count: count)
      return nil
    } catch {
      return error.message
    }
  }

  private static func check(_ parts: [Part], count: Int) throws(EvaluationError) {
    let wanted = parts.count { if case .value = $0 { true } else { false } }
    guard wanted <= count else {
      throw EvaluationError(.invalidArgument, "the pattern needs \(wanted) values, and \(count) are given")
    }
    guard wanted == count else {
      throw EvaluationError(.invalidArgument, "the pattern shows \(wanted) of the \(count) values given")
    }
  }

  private static func parts(of pattern: String) throws(EvaluationError) -> [Part] {
    var parts: [Part] = []
    var text = String.UnicodeScalarView()
    var scalars = Array(pattern.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        text.append(scalar)
        continue
      }
      if scalars.first == "%" {
        text.append("%")
        scalars.removeFirst()
        continue
      }
      parts.append(.text(String(text)))
      text.removeAll()
      parts.append(try value(&scalars))
    }
    return parts + [.text(String(text))]
  }

  /// Reads what follows a `%`.
  private static func value(_ scalars: inout ArraySlice<Unicode.Scalar>) throws(EvaluationError) -> Part {
    var precision = 6
    if scalars.first == "." {
      scalars.removeFirst()
      let digits = scalars.prefix { ("0"..."9").contains($0) }
      scalars = scalars.dropFirst(digits.count)
      var text = String.UnicodeScalarView()
      text.append(contentsOf: digits)
      guard let given = Int(String(text)), given <= 1_000 else {
        throw EvaluationError(.invalidArgument, "a precision in the pattern is not a number up to 1000")
      }
      precision = given
    }
    guard let verb = scalars.popFirst() else {
      throw EvaluationError(.invalidArgument, "the pattern ends in the middle of a `%`")
    }
    guard "sdfeboxX".unicodeScalars.contains(verb) else {
      throw EvaluationError(.invalidArgument, "the pattern has an unknown `%\(verb)`")
    }
    return .value(verb: verb, precision: precision)
  }

  /// Decodes bytes, with one replacement character for each run of invalid UTF-8 (cel-spec, doc/extensions/strings.md).
  private static func text(of bytes: [UInt8]) -> String {
    var output = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var isBroken = false
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        output.append(scalar)
        isBroken = false
      case .error:
        if !isBroken { output.append("\u{FFFD}") }
        isBroken = true
      case .emptyInput: return String(output)
      }
    }
  }

  private static func text(_ verb: Unicode.Scalar, _ value: Value, precision: Int, _ budget: inout Budget) -> Value {
    switch (verb, value) {
    case ("s", _): return plain(value, &budget)
    case ("d", .int(let number)): return .string(String(number))
    case ("d", .uint(let number)): return .string(String(number))
    case ("d", .double(let number)): return .string(NumberText.positional(number))
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
    .failure(.invalidArgument, "`%\(verb)` cannot show \(article(value.typeName))")
  }

  private static func hexadecimal(_ bytes: [UInt8], _ isUppercase: Bool) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUppercase) }.joined()
  }

  /// Formats `%s`: text as it is, other values as converted to strings, maps ordered by their keys' texts.
  private static func plain(_ value: Value, _ budget: inout Budget) -> Value {
    guard budget.mayIterate() else { return budget.failure }
    switch value {
    case .null: return .string("null")
    case .string: return value
    case .bool(let flag): return .string(flag ? "true" : "false")
    case .int(let number): return .string(String(number))
    case .uint(let number): return .string(String(number))
    case .double(let number): return .string(NumberText.positional(number))
    case .bytes(let bytes): return .string(text(of: bytes))
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

extension TextFormat {
  static let estimate = CallEstimate.costing({ $0.formatting.atMost }, giving: { .text($0.formatted.atMost) })
}

extension EstimatedCall {
  /// `%.1000f` of the largest double has 1,310 characters.
  private static let longestFormatted: UInt64 = 1_400

  fileprivate var formatted: Interval {
    guard elementType(1).isScalar || elementType(1).isText || isFlat else { return .any }
    return count(0) + count(1) * (element(1).count + Self.longestFormatted)
  }

  private var isFlat: Bool {
    guard case .list(let values)? = arguments.last?.value else { return false }
    return values.allSatisfy { value in
      switch value {
      case .list, .map, .structure, .opaque, .optional: false
      default: true
      }
    }
  }

  fileprivate var formatting: Interval {
    count(1) * (formatted.map(Cost.traversal(ofCount:)) * Interval(3) + Cost.step)
  }
}
