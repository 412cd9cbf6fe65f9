import Spelling

/// Resolves names and overloads and gives every node a type. It reports all issues that do not follow from others.
struct Checker {
  let declarations: Declarations
  let isStrict: Bool
  private let limits: SourceLimits
  var substitution = Substitution()
  var scopes: [Local] = []
  var references: [Reference?]
  private var types: [ValueType]
  private var issues: [Issue] = []
  private var localCount = 0
  /// The evaluation depths of expressions, by id, and of named parts, by slot.
  private var depths: [Int]
  private var namedDepths: [Int: Int] = [:]
  private var isTooDeep = false
  private var uniform = UniformLiterals()

  /// A variable that a macro introduces.
  struct Local {
    let name: String
    let type: ValueType
    let reference: Reference
  }

  private init(_ tree: SyntaxTree, in declarations: Declarations, isStrict: Bool, limits: SourceLimits) {
    self.declarations = declarations
    self.isStrict = isStrict
    self.limits = limits
    references = Array(repeating: nil, count: tree.count)
    types = Array(repeating: .dyn, count: tree.count)
    depths = Array(repeating: 0, count: tree.count)
  }

  /// Checks a tree. Unless `isStrict`, type errors are left to the evaluation.
  static func check(
    _ tree: SyntaxTree, in declarations: Declarations, isStrict: Bool, limits: SourceLimits
  ) throws(CompileError) -> CheckedExpression {
    var checker = Checker(tree, in: declarations, isStrict: isStrict, limits: limits)
    _ = checker.check(tree.root)
    let types = checker.substitution.close(checker.types)
    if checker.issues.isEmpty, isStrict { checker.issues = checker.uniform.issues(types) }
    guard checker.issues.isEmpty else {
      throw CompileError(source: tree.source, issues: Array(checker.issues.prefix(limits.issues)))
    }
    return CheckedExpression(
      tree: tree, types: types, references: checker.references,
      localCount: checker.localCount, depth: checker.depths[tree.root.id], declarations: declarations,
      isStrict: isStrict)
  }

  mutating func report(_ range: Range<Int>, _ message: String, help: String? = nil) -> ValueType {
    if isStrict { issues.append(Issue(at: range, message, help: help)) }
    return isStrict ? .error : .dyn
  }

  mutating func report(unknownVariable name: String, at range: Range<Int>, help: String?) -> ValueType {
    if isStrict { issues.append(Issue(at: range, unknownVariable: name, help: help)) }
    return isStrict ? .error : .dyn
  }

  mutating func report(refusedVariable name: String, at range: Range<Int>, because reason: String) {
    if isStrict { issues.append(Issue(at: range, refusedVariable: name, because: reason)) }
  }

  /// Returns a new slot for a macro's variable. Slots are not reused: a part that `cel.bind` names is computed while
  /// others are in use.
  mutating func newSlot() -> Int {
    defer { localCount += 1 }
    return localCount
  }

  mutating func check(_ expression: Expression) -> ValueType {
    let type = infer(expression).bounded
    types[expression.id] = type
    measure(expression)
    return type
  }

  /// Records how deep the evaluation of a part recurses, including the parts that it names, and reports parts that are
  /// too deep.
  private mutating func measure(_ expression: Expression) {
    var deepest =
      switch references[expression.id] {
      case .named(let slot)?: namedDepths[slot] ?? 0
      case .variable(let place)?: declarations.definitions[place]?.depth ?? 0
      default: 0
      }
    expression.kind.forEachPart { deepest = max(deepest, depths[$0.id]) }
    depths[expression.id] = deepest + 1
    guard deepest >= limits.evaluationDepth, !isTooDeep else { return }
    isTooDeep = true
    issues.append(
      Issue(
        at: expression.range,
        "the value takes more than \(limits.evaluationDepth) levels, those of the parts that it names included",
        help: "make the parts less deep, or let fewer of them build on one another"))
  }

  /// Returns a new slot for a part that is computed when it is first needed.
  mutating func newSlot(for part: Expression) -> Int {
    let slot = newSlot()
    namedDepths[slot] = depths[part.id]
    return slot
  }

  /// Returns the type with its known type parameters replaced, for looking into it.
  mutating func resolved(_ expression: Expression) -> ValueType {
    substitution.apply(to: check(expression))
  }

  private mutating func infer(_ expression: Expression) -> ValueType {
    switch expression.kind {
    case .invalid: .error
    case .literal(let literal): Self.type(of: literal)
    case .identifier(let name, let isAbsolute): identifier(expression, name, isAbsolute)
    case .select(let operand, let field, let isOptional): select(expression, operand, field, isOptional)
    case .has(let operand, let field): has(expression, operand, field)
    case .index(let operand, let index, let isOptional):
      call(expression, isOptional ? "_[?_]" : "_[_]", [operand, index])
    case .call(let name, let target, let arguments, let isAbsolute):
      call(named: name, expression, on: target, arguments, isAbsolute)
    case .unary(let found, let operand): call(expression, found.rawValue, [operand])
    case .binary(let found, let left, let right): call(expression, found.rawValue, [left, right])
    case .and(let operands): logical(operands, "&&")
    case .or(let operands): logical(operands, "||")
    case .conditional(let condition, let yes, let no): conditional(expression, condition, yes, no)
    case .list(let elements): list(elements)
    case .map(let entries): map(entries)
    case .structure(let name, let fields, let isAbsolute): structure(expression, name, fields, isAbsolute)
    case .comprehension(let comprehension): self.comprehension(expression, comprehension)
    case .bind(let name, let value, let body): bind(expression, name, value, body)
    case .block(let parts, let body): block(expression, parts, body)
    case .optionalMap(let target, let name, let body, let isFlat):
      optionalMap(expression, target, name, body, isFlat)
    }
  }

  private static func type(of literal: Literal) -> ValueType {
    switch literal {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    }
  }

  // MARK: Logic

  private mutating func logical(_ operands: [Expression], _ symbol: String) -> ValueType {
    for operand in operands {
      let type = resolved(operand)
      if !substitution.fits(type, .bool) {
        _ = report(operand.range, "`\(symbol)` needs a bool, this is \(type)")
      }
    }
    return .bool
  }

  private mutating func conditional(
    _ expression: Expression, _ condition: Expression, _ yes: Expression, _ no: Expression
  ) -> ValueType {
    let type = resolved(condition)
    if !substitution.fits(type, .bool) {
      _ = report(condition.range, "the condition must be a bool, this is \(type)")
    }
    let (first, second) = (resolved(yes), resolved(no))
    let result = substitution.fresh()
    guard substitution.fits([first, second], [result, result]) else {
      return report(
        expression.range, "the two branches are \(first) and \(second)",
        help: "make them the same type, or wrap one in `dyn(…)`")
    }
    return substitution.apply(to: result)
  }

  // MARK: Literals

  private mutating func list(_ elements: [Expression.Element]) -> ValueType {
    var joined: ValueType?
    for element in elements {
      var type = check(element.value)
      if element.isOptional { type = unwrapped(type, element.value) }
      joined = join(joined, type, element.value, "the elements of a list")
    }
    if declarations.dialect.wantsUniformLiterals {
      uniform.note("the elements of a list", elements.map { ($0.value, $0.isOptional) })
    }
    return .list(joined ?? substitution.fresh())
  }

  private mutating func map(_ entries: [Expression.Entry]) -> ValueType {
    var keys: ValueType?
    var values: ValueType?
    for entry in entries {
      let key = resolved(entry.key)
      if !substitution.isKey(key) {
        _ = report(
          entry.key.range, "\(article(key)) cannot be the key of a map", help: "keys are bool, int, uint and string")
      }
      var value = check(entry.value)
      if entry.isOptional { value = unwrapped(value, entry.value) }
      keys = join(keys, key, entry.key, "the keys of a map")
      values = join(values, value, entry.value, "the values of a map")
    }
    if declarations.dialect.wantsUniformLiterals {
      uniform.note("the keys of a map", entries.map { ($0.key, false) })
      uniform.note("the values of a map", entries.map { ($0.value, $0.isOptional) })
    }
    return .map(keys ?? substitution.freshKey(), values ?? substitution.fresh())
  }

  /// Returns the type that covers the parts of a literal so far and the next one.
  private mutating func join(
    _ known: ValueType?, _ type: ValueType, _ part: Expression, _ name: String
  ) -> ValueType {
    if let known, isStrict, declarations.dialect.wantsUniformLiterals, !substitution.fits(known, type) {
      let shown = substitution.close([type, known])
      issues.append(UniformLiterals.issue(name, shown[0], beside: shown[1], at: part.range))
      return .error
    }
    return substitution.join(known, type)
  }

  private mutating func call(
    named name: Name, _ expression: Expression, on target: Expression?, _ arguments: [Expression], _ isAbsolute: Bool
  ) -> ValueType {
    let formats = name.text == "format" ? 1 : 0
    uniform.openFormats += formats
    defer { uniform.openFormats -= formats }
    return call(expression, name, on: target, arguments, isAbsolute)
  }

  /// Returns the type that an optional type wraps.
  mutating func unwrapped(_ type: ValueType, _ expression: Expression) -> ValueType {
    let inner = substitution.fresh()
    if substitution.fits(type, .optional(inner)) { return substitution.apply(to: inner) }
    return report(
      expression.range, "after `?` an optional value is needed, this is \(substitution.apply(to: type))",
      help: "write `optional.of(…)`, or leave out the `?`")
  }

  private mutating func structure(
    _ expression: Expression, _ name: Name, _ fields: [Expression.FieldInitializer], _ isAbsolute: Bool
  ) -> ValueType {
    let candidates = declarations.candidates(for: name.text, isAbsolute: isAbsolute)
    let structures = declarations.structures
    guard let declaration = candidates.lazy.compactMap({ structures[$0] }).first else {
      for field in fields { _ = check(field.value) }
      references[expression.id] = .unresolved("there is no struct type `\(name.text)`")
      let nearest = Suggestion.nearest(to: name.text, in: declarations.structures.keys.sorted())
      return report(
        name.range, "there is no struct type `\(name.text)`",
        help: declarations.dialect.absence(of: name.text) ?? nearest.map { Spelling.question($0) })
    }
    references[expression.id] = .structure(declaration)
    if declaration.construct == nil {
      _ = report(name.range, "a `\(declaration.name)` cannot be made in an expression")
    }
    for field in fields {
      var type = check(field.value)
      if field.isOptional { type = unwrapped(type, field.value) }
      guard let expected = declaration.type(of: field.name.text) else {
        _ = noSuchField(field.name, declaration)
        continue
      }
      if !substitution.fits(type, expected) {
        _ = report(
          field.value.range,
          "the field `\(field.name.text)` is a \(expected), this is \(substitution.apply(to: type))")
      }
    }
    return declaration.checkedAs
  }

  mutating func noSuchField(_ field: Name, _ declaration: StructureDeclaration) -> ValueType {
    let nearest = Suggestion.nearest(to: field.text, in: declaration.fields.map(\.name))
    let all = declaration.fields.map { "`\($0.name)`" }.joined(separator: ", ")
    return report(
      field.range, "`\(declaration.name)` has no field `\(field.text)`",
      help: nearest.map { Spelling.question($0) } ?? (all.isEmpty ? nil : "its fields are \(all)"))
  }
}
