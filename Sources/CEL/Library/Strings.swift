extension Library {
  /// Additional functions on text, by code points (cel-go, ext/strings.go).
  public static let strings = Library(
    name: "strings", summary: "searching, cutting, joining, replacing, quoting and formatting text",
    functions: [
      Function("charAt", [.member([.string, .int], .string)], .giving { .text($0.count(0).atMost) }, .binary(charAt)),
      Function(
        "lowerAscii", [.member([.string], .string)], .giving { .text($0.count(0)) },
        .unary { changeCase($0, "lowerAscii", 0x41...0x5A) }),
      Function(
        "upperAscii", [.member([.string], .string)], .giving { .text($0.count(0)) },
        .unary { changeCase($0, "upperAscii", 0x61...0x7A) }),
      Function("reverse", [.member([.string], .string)], .giving { .text($0.count(0)) }, .unary(reverse)),
      Function("trim", [.member([.string], .string)], .giving { .text($0.count(0).atMost) }, .unary(trim)),
      Function(
        "substring", [.member([.string, .int], .string), .member([.string, .int, .int], .string)],
        .giving { .text($0.count(0).atMost) }, .variadic(substring)),
      Function(
        "replace",
        [.member([.string, .string, .string], .string), .member([.string, .string, .string, .int], .string)],
        .costing({ $0.replacing }, giving: { .text($0.replaced) }), .budgeted(replace)),
      Function(
        "split",
        [.member([.string, .string], .list(.string)), .member([.string, .string, .int], .list(.string))],
        .giving { .sequence(($0.count(0) + 1).atMost, of: .text($0.count(0).atMost)) }, .variadic(split)),
      Function(
        "join", [.member([.list(.string)], .string), .member([.list(.string), .string], .string)],
        .costing({ $0.joining }, giving: { .text($0.joined) }), .budgeted(join)),
      Function(
        "strings.quote", [.global([.string], .string)], .giving { .text(($0.count(0) + $0.count(0) + 2).atMost) },
        .unary(quote)),
      Function(
        "format", [.member([.string, .list(.dyn)], .string)], TextFormat.estimate, planning: .template,
        goesThroughElements: true, .budgeted(TextFormat.format)),
    ] + searches(isLenient: false))

  /// `indexOf` and `lastIndexOf`. If they are lenient, a search that starts beyond the end of a text finds nothing, as
  /// in cel-go. By the specification's tests it is an error.
  static func searches(isLenient: Bool) -> [Function] {
    [("indexOf", false), ("lastIndexOf", true)].map { name, fromEnd in
      Function(
        name, [.member([.string, .string], .int), .member([.string, .string, .int], .int)], .costing { $0.searching },
        .budgeted { search(name, $0, &$1, fromEnd: fromEnd, isLenient: isLenient) })
    }
  }

  private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> Value {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return .string(String(view))
  }

  private static func outOfRange(_ index: Int64) -> Value {
    .failure(.indexOutOfRange, "the index \(index) is outside of the text")
  }

  private static func charAt(_ value: Value, _ index: Value) -> Value {
    guard case .string(let text) = value, case .int(let index) = index else {
      return .noSuchOverload("charAt", value, index)
    }
    let scalars = scalars(text)
    guard index >= 0, index <= scalars.count else { return outOfRange(index) }
    return index == scalars.count ? .string("") : .string(String(scalars[Int(index)]))
  }

  private static func search(
    _ name: String, _ arguments: [Value], _ budget: inout Budget, fromEnd: Bool, isLenient: Bool
  ) -> Value {
    guard arguments.count >= 2, case .string(let text) = arguments[0], case .string(let part) = arguments[1] else {
      return .noSuchOverload(name, arguments)
    }
    let (scalars, wanted) = (scalars(text), scalars(part))
    // The search compares the part at every position.
    guard budget.spend(Cost.traversal(ofText: scalars.count) &* max(1, Cost.traversal(ofText: wanted.count))) else {
      return budget.failure
    }
    var start: Int64 = fromEnd ? Int64(scalars.count) : 0
    if arguments.count == 3 {
      guard case .int(let given) = arguments[2] else { return .noSuchOverload(name, arguments) }
      if isLenient, wanted.isEmpty { return .int(given) }
      if isLenient, given >= scalars.count { return .int(-1) }
      guard given >= 0, given <= scalars.count else { return outOfRange(given) }
      start = given
    }
    if !fromEnd { return .int(Int64(TextSearch.first(wanted, in: scalars, from: Int(start)) ?? -1)) }
    var place = min(Int(start), scalars.count - wanted.count)
    while place >= 0 {
      if scalars[place..<place + wanted.count].elementsEqual(wanted) { return .int(Int64(place)) }
      place -= 1
    }
    return .int(-1)
  }

  private static func changeCase(_ value: Value, _ name: String, _ range: ClosedRange<UInt8>) -> Value {
    guard case .string(let text) = value else { return .noSuchOverload(name, value) }
    return .string(String(decoding: text.utf8.map { range.contains($0) ? $0 ^ 0x20 : $0 }, as: UTF8.self))
  }

  private static func reverse(_ value: Value) -> Value {
    guard case .string(let text) = value else { return .noSuchOverload("reverse", value) }
    return Self.text(scalars(text).reversed())
  }

  /// Removes Unicode's White_Space from both ends.
  private static func trim(_ value: Value) -> Value {
    guard case .string(let text) = value else { return .noSuchOverload("trim", value) }
    var scalars = scalars(text)[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return Self.text(scalars)
  }

  private static func substring(_ arguments: [Value]) -> Value {
    guard arguments.count >= 2, case .string(let text) = arguments[0], case .int(let start) = arguments[1] else {
      return .noSuchOverload("substring", arguments)
    }
    let scalars = scalars(text)
    var end = Int64(scalars.count)
    if arguments.count == 3 {
      guard case .int(let given) = arguments[2] else { return .noSuchOverload("substring", arguments) }
      end = given
    }
    guard start >= 0, start <= scalars.count else { return outOfRange(start) }
    guard end >= 0, end <= scalars.count else { return outOfRange(end) }
    guard start <= end else {
      return .failure(.indexOutOfRange, "the start \(start) of the substring is after its end \(end)")
    }
    return Self.text(scalars[Int(start)..<Int(end)])
  }

  private static func replace(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard arguments.count >= 3, case .string(let text) = arguments[0], case .string(let old) = arguments[1],
      case .string(let new) = arguments[2]
    else { return .noSuchOverload("replace", arguments) }
    var limit = Int64.max
    if arguments.count == 4 {
      guard case .int(let given) = arguments[3] else { return .noSuchOverload("replace", arguments) }
      limit = given < 0 ? .max : given
    }
    var output: [UInt8] = []
    let rest = Array(text.utf8)
    let part = Array(old.utf8)
    var position = 0
    while limit > 0, position <= rest.count {
      let next = part.isEmpty ? position : TextSearch.first(part, in: rest, from: position)
      guard let found = next else { break }
      guard budget.spend(Cost.step + Cost.traversal(ofText: new.utf8.count)) else { return budget.failure }
      output += rest[position..<found]
      output += new.utf8
      position = found + part.count
      limit -= 1
      if part.isEmpty {
        guard position < rest.count else { return .string(String(decoding: output, as: UTF8.self)) }
        // An empty part matches between code points.
        repeat {
          output.append(rest[position])
          position += 1
        } while position < rest.count && rest[position] & 0xC0 == 0x80
      }
    }
    output += rest[min(position, rest.count)...]
    return .string(String(decoding: output, as: UTF8.self))
  }

  private static func split(_ arguments: [Value]) -> Value {
    guard arguments.count >= 2, case .string(let text) = arguments[0], case .string(let separator) = arguments[1]
    else { return .noSuchOverload("split", arguments) }
    var limit = Int64.max
    if arguments.count == 3 {
      guard case .int(let given) = arguments[2] else { return .noSuchOverload("split", arguments) }
      limit = given < 0 ? .max : given
    }
    if limit == 0 { return .list([]) }
    let bytes = Array(text.utf8)
    let part = Array(separator.utf8)
    var parts: [Value] = []
    var start = 0
    while Int64(parts.count) < limit - 1 {
      var end: Int
      if part.isEmpty {
        guard start < bytes.count else { break }
        end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        if end == bytes.count { break }
      } else {
        guard let found = TextSearch.first(part, in: bytes, from: start) else { break }
        end = found
      }
      parts.append(.string(String(decoding: bytes[start..<end], as: UTF8.self)))
      start = end + part.count
    }
    if !(part.isEmpty && bytes.isEmpty) { parts.append(.string(String(decoding: bytes[start...], as: UTF8.self))) }
    return .list(parts)
  }

  private static func join(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let parts)? = arguments.first else { return .noSuchOverload("join", arguments) }
    var separator = ""
    if arguments.count == 2 {
      guard case .string(let given) = arguments[1] else { return .noSuchOverload("join", arguments) }
      separator = given
    }
    var output = ""
    for (index, part) in parts.enumerated() {
      guard case .string(let text) = part else { return .noSuchOverload("join", part) }
      let count = text.utf8.count + separator.utf8.count
      guard budget.mayIterate(), budget.spend(Cost.traversal(ofText: count)) else { return budget.failure }
      if index > 0 { output += separator }
      output += text
    }
    return .string(output)
  }

  /// Returns the text as a literal in double quotes.
  private static func quote(_ value: Value) -> Value {
    guard case .string(let text) = value else { return .noSuchOverload("strings.quote", value) }
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{07}": output += "\\a"
      case "\u{08}": output += "\\b"
      case "\u{0C}": output += "\\f"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0B}": output += "\\v"
      case "\\": output += "\\\\"
      case "\"": output += "\\\""
      default: output.unicodeScalars.append(scalar)
      }
    }
    return .string(output + "\"")
  }
}

extension EstimatedCall {
  fileprivate var searching: Interval {
    (count(0).map(Cost.traversal(ofCount:)) * (count(1).map(Cost.traversal(ofCount:)) + 1)).atMost
  }

  fileprivate var replacing: Interval { ((count(0) + 1) * (count(2).map(Cost.traversal(ofCount:)) + 1)).atMost }

  fileprivate var replaced: Interval { (count(0) + (count(0) + 1) * count(2)).atMost }

  fileprivate var separator: Interval { arguments.count > 1 ? count(1) : .zero }

  fileprivate var joining: Interval {
    (count(0) * ((element(0).count + separator).map(Cost.traversal(ofCount:)) + 1)).atMost
  }

  fileprivate var joined: Interval { (count(0) * (element(0).count + separator)).atMost }
}
