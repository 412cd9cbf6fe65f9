/// Calls that the parser turns into special nodes. The libraries of an environment determine which ones are available.
/// If a macro is off, its name is an ordinary function.
enum Macro: String, Sendable, CaseIterable {
  // The standard macros (cel-spec, langdef.md, "Macros").
  case has, all, exists, existsOne, map, filter
  /// The forms of `all`, `exists` and `existsOne` with two variables, and `transformList` and `transformMap`.
  case twoVariables
  case bind, block
  case optMap, optFlatMap
  case sortBy
  /// `math.greatest` and `math.least`, which take any number of arguments.
  case greatestAndLeast

  /// The calls that a library's macro provides, as people write them.
  var calls: [String] {
    switch self {
    case .has, .all, .exists, .existsOne, .map, .filter: []
    case .twoVariables: ["transformList", "transformMap", "transformMapEntry"]
    case .bind: ["cel.bind"]
    case .block: ["cel.block", "cel.index", "cel.iterVar"]
    case .optMap, .optFlatMap, .sortBy: [rawValue]
    case .greatestAndLeast: ["math.greatest", "math.least"]
    }
  }

  /// The calls that a library's macros provide with a namespace, such as `cel.bind`.
  static func namespaced(in macros: Set<Macro>) -> [String] {
    macros.flatMap(\.calls).filter { $0.utf8.contains(UInt8(ascii: ".")) }
  }

  /// The calls on a value, each with its arguments as people name them.
  var memberForms: [(name: String, arguments: String)] {
    switch self {
    case .all, .exists, .filter: [(rawValue, "name, condition")]
    case .existsOne: [("exists_one", "name, condition")]
    case .map: [(rawValue, "name, expression")]
    case .twoVariables: [("transformList", "key, value, expression"), ("transformMap", "key, value, expression")]
    case .sortBy: [(rawValue, "name, key")]
    case .optMap, .optFlatMap: [(rawValue, "name, expression")]
    case .has, .bind, .block, .greatestAndLeast: []
    }
  }

  /// Whether it may be called on a value of a type.
  func applies(to type: ValueType) -> Bool {
    switch (self, type) {
    case (.optMap, .opaque(let name, _)), (.optFlatMap, .opaque(let name, _)): name == "optional_type"
    case (.optMap, _), (.optFlatMap, _): type == .dyn
    case (_, .list), (_, .dyn): true
    case (.sortBy, _): false
    case (_, .map): true
    default: false
    }
  }

  static let standard: Set<Macro> = [.has, .all, .exists, .existsOne, .map, .filter]
}

extension Parser {
  /// Returns a call, or what the macro of that name makes of it.
  mutating func call(
    _ name: Name, on target: Expression?, _ arguments: [Expression], from start: Int, isAbsolute: Bool = false
  ) -> Expression {
    let range = start..<max(start, end)
    let kind: Expression.Kind? =
      if let target {
        member(name, on: target, arguments, range)
      } else if name.text == "has", macros.contains(.has), arguments.count == 1, !isAbsolute {
        has(arguments[0])
      } else {
        nil
      }
    return node(range, kind ?? .call(name, target: target, arguments: arguments, isAbsolute: isAbsolute))
  }

  private mutating func has(_ argument: Expression) -> Expression.Kind {
    switch argument.kind {
    case .select(let operand, let field, false): return .has(operand, field: field)
    case .select(_, _, true), .invalid: return argument.kind
    default:
      report(argument.range, "`has` asks for a field", help: "write `has(a.b)`; for keys, `'b' in a`")
      return .invalid
    }
  }

  private mutating func member(
    _ name: Name, on target: Expression, _ arguments: [Expression], _ range: Range<Int>
  ) -> Expression.Kind? {
    if case .identifier("cel", _) = target.kind { return celMacro(name, arguments) }
    if case .identifier("math", _) = target.kind, macros.contains(.greatestAndLeast) {
      return extremum(name, target, arguments, range)
    }
    switch (name.text, arguments.count) {
    case ("optMap", 2) where macros.contains(.optMap), ("optFlatMap", 2) where macros.contains(.optFlatMap):
      guard let variable = variable(arguments[0], of: name) else { return .invalid }
      return .optionalMap(target, variable, body: arguments[1], isFlat: name.text == "optFlatMap")
    default: return comprehension(name, over: target, arguments)
    }
  }

  private mutating func comprehension(
    _ name: Name, over range: Expression, _ arguments: [Expression]
  ) -> Expression.Kind? {
    let two = macros.contains(.twoVariables)
    let last = arguments.last
    typealias Form = (kind: Comprehension.Kind, variables: Int, predicate: Expression?, transform: Expression?)
    let form: Form? =
      switch (name.text, arguments.count) {
      case ("all", 2) where macros.contains(.all): (.all, 1, last, nil)
      case ("exists", 2) where macros.contains(.exists): (.exists, 1, last, nil)
      case ("exists_one", 2) where macros.contains(.existsOne), ("existsOne", 2) where macros.contains(.existsOne):
        (.existsOne, 1, last, nil)
      case ("filter", 2) where macros.contains(.filter): (.filter, 1, last, nil)
      case ("map", 2) where macros.contains(.map): (.map, 1, nil, last)
      case ("map", 3) where macros.contains(.map): (.map, 1, arguments[1], last)
      case ("sortBy", 2) where macros.contains(.sortBy): (.sortBy, 1, nil, last)
      case ("all", 3) where two: (.all, 2, last, nil)
      case ("exists", 3) where two: (.exists, 2, last, nil)
      case ("exists_one", 3) where two, ("existsOne", 3) where two: (.existsOne, 2, last, nil)
      case ("transformList", 3) where two: (.transformList, 2, nil, last)
      case ("transformList", 4) where two: (.transformList, 2, arguments[2], last)
      case ("transformMap", 3) where two: (.transformMap, 2, nil, last)
      case ("transformMap", 4) where two: (.transformMap, 2, arguments[2], last)
      case ("transformMapEntry", 3) where two: (.transformMapEntry, 2, nil, last)
      case ("transformMapEntry", 4) where two: (.transformMapEntry, 2, arguments[2], last)
      default: nil
      }
    guard let form else { return nil }
    guard let first = variable(arguments[0], of: name) else { return .invalid }
    var second: Name?
    if form.variables == 2 {
      guard let name = variable(arguments[1], of: name) else { return .invalid }
      guard name.text != first.text else {
        report(name.range, "the two variables have the same name `\(name.text)`")
        return .invalid
      }
      second = name
    }
    return .comprehension(
      Comprehension(
        kind: form.kind, name: name, range: range, variable: first, second: second, predicate: form.predicate,
        transform: form.transform))
  }

  /// Returns the name of a variable that a macro introduces.
  private mutating func variable(_ expression: Expression, of macro: Name) -> Name? {
    switch expression.kind {
    case .identifier(let name, false): return Name(text: name, range: expression.range)
    case .invalid: return nil
    default:
      report(
        expression.range, "`\(macro.text)` needs the name of a variable here",
        help: "write a simple name, as in `list.\(macro.text)(x, …)`")
      return nil
    }
  }
}

// MARK: - Macros with a namespace

extension Parser {
  /// Returns the name of a variable that only macros make. No source can contain it.
  static func blockVariable(_ index: Int64) -> String { "@index\(index)" }

  private mutating func celMacro(_ name: Name, _ arguments: [Expression]) -> Expression.Kind? {
    switch (name.text, arguments.count) {
    case ("bind", 3) where macros.contains(.bind):
      guard let variable = variable(arguments[0], of: name) else { return .invalid }
      return .bind(variable, value: arguments[1], body: arguments[2])
    case ("block", 2) where macros.contains(.block):
      guard case .list(let elements) = arguments[0].kind, !elements.contains(where: \.isOptional) else {
        report(arguments[0].range, "`cel.block` needs a list of expressions here")
        return .invalid
      }
      return .block(elements.map(\.value), body: arguments[1])
    case ("index", 1) where macros.contains(.block):
      guard let index = constant(arguments[0]) else { return .invalid }
      return .identifier(Self.blockVariable(index), isAbsolute: false)
    case ("iterVar", 2) where macros.contains(.block):
      guard let depth = constant(arguments[0]), let number = constant(arguments[1]) else { return .invalid }
      return .identifier("@it:\(depth):\(number)", isAbsolute: false)
    default: return nil
    }
  }

  private mutating func constant(_ expression: Expression) -> Int64? {
    if case .literal(.int(let value)) = expression.kind, value >= 0 { return value }
    report(expression.range, "a number is needed here, 0 or more")
    return nil
  }

  /// `math.greatest(a, b, c)` is `math.greatest([a, b, c])`.
  private mutating func extremum(
    _ name: Name, _ target: Expression, _ arguments: [Expression], _ range: Range<Int>
  ) -> Expression.Kind? {
    guard name.text == "greatest" || name.text == "least" else { return nil }
    guard !arguments.isEmpty else {
      report(range, "`math.\(name.text)` needs at least one number")
      return .invalid
    }
    guard arguments.count > 2 else { return nil }
    let whole = arguments[0].range.lowerBound..<arguments[arguments.count - 1].range.upperBound
    let list = node(whole, .list(arguments.map { Expression.Element(value: $0, isOptional: false) }))
    return .call(name, target: target, arguments: [list], isAbsolute: false)
  }
}
