/// Turns a checked expression into nodes that evaluate it. It binds overloads, folds constants, compiles constant
/// patterns and hashes constant lists.
struct Planner {
  private let checked: CheckedExpression
  /// The values of variables that are the same in every evaluation, by the variable's index.
  private let constants: [Int: Value]
  /// Whether every node is recorded. If so, nothing is folded or fused.
  private let isTraced: Bool
  /// The parts that `cel.bind` names, by slot.
  private var named: [Int: Node] = [:]
  /// The variables that are defined by expressions, by index.
  private var definitions: [Int: DefinedNode] = [:]
  private var issues: [Issue] = []
  /// The constant patterns by source. Equal ones are compiled once.
  private var patterns: [String: RegularExpression] = [:]
  /// The remaining units of work for folding constants.
  private var folding: UInt64 = 1_000_000

  /// The maximum units of work for folding one constant. Larger ones are left to the evaluation.
  private static let foldingLimit: UInt64 = 10_000
  /// The maximum number of different constant patterns in a source. Each can take `RegularExpression.maximumMemory`,
  /// and milliseconds.
  private static let patternLimit = 100

  private init(_ checked: CheckedExpression, constants: [Int: Value], isTraced: Bool) {
    self.checked = checked
    self.constants = constants
    self.isTraced = isTraced
  }

  /// Plans an expression. Throws if a constant pattern, timestamp or duration is invalid.
  static func plan(
    _ checked: CheckedExpression, constants: [Int: Value] = [:], isTraced: Bool = false
  ) throws(CompileError) -> Node {
    var planner = Planner(checked, constants: constants, isTraced: isTraced)
    let root = planner.plan(checked.tree.root)
    guard planner.issues.isEmpty else { throw CompileError(source: checked.tree.source, issues: planner.issues) }
    return root
  }

  /// Whether planning may refuse an expression, which depends only on its calls with patterns, timestamps, durations
  /// and templates.
  static func mayRefuse(_ checked: CheckedExpression) -> Bool {
    checked.references.contains { reference in
      guard case .function(_, let overloads, _)? = reference else { return false }
      return overloads.contains { $0.planning.mayRefuse(in: checked.declarations.dialect) }
    }
  }

  private mutating func plan(_ expression: Expression) -> Node {
    let node = make(expression)
    return isTraced ? TracedNode(node, id: expression.id) : node
  }

  private mutating func make(_ expression: Expression) -> Node {
    let range = expression.range
    switch expression.kind {
    case .invalid: return FailureNode(EvaluationError(.undeclared, "the expression is invalid", at: range))
    case .literal(let literal): return ConstantNode(Self.value(of: literal))
    case .identifier: return reference(expression)
    case .select(let operand, let field, let isOptional):
      if checked.references[expression.id] != nil {
        let node = reference(expression)
        return isOptional ? fold(OptionalVariableNode(node), [node]) : node
      }
      let node = plan(operand)
      return isOptional
        ? fold(OptionalFieldNode(node, field.text, in: dialect, at: range), [node])
        : fold(FieldNode(node, field.text, in: layout(of: operand), dialect, at: range), [node])
    case .has(let operand, let field):
      if checked.references[expression.id] != nil {
        let node = reference(expression)
        return fold(VariablePresenceNode(node), [node])
      }
      let operand = plan(operand)
      return fold(PresenceNode(operand, field.text, in: dialect, at: range), [operand])
    case .index(let operand, let index, let isOptional):
      let parts = [plan(operand), plan(index)]
      return fold(IndexNode(parts[0], parts[1], isOptional: isOptional, in: dialect, at: range), parts)
    case .call(_, let target, let arguments, _): return call(expression, target, arguments)
    case .unary(.not, let operand):
      let operand = plan(operand)
      return fold(NotNode(operand, at: range), [operand])
    case .unary(.negate, let operand): return call(expression, nil, [operand])
    case .binary(let found, let left, let right): return binary(expression, found, left, right)
    case .and(let operands): return AndNode(planAll(operands), at: range)
    case .or(let operands): return OrNode(planAll(operands), at: range)
    case .conditional(let condition, let yes, let no):
      return ConditionalNode(plan(condition), plan(yes), plan(no), at: range)
    case .list(let elements):
      let parts = elements.map { (value: plan($0.value), isOptional: $0.isOptional) }
      return fold(ListNode(parts, at: range), parts.map(\.value))
    case .map(let entries):
      let parts = entries.map { (key: plan($0.key), value: plan($0.value), isOptional: $0.isOptional) }
      return fold(MapNode(parts, at: range), parts.map(\.key) + parts.map(\.value))
    case .structure(_, let fields, _): return structure(expression, fields)
    case .comprehension(let comprehension): return self.comprehension(expression, comprehension)
    case .bind(_, let value, let body): return scope(expression, [value], body)
    case .block(let parts, let body): return scope(expression, parts, body)
    case .optionalMap(let target, _, let body, let isFlat):
      return OptionalMapNode(plan(target), slots(of: expression)[0], plan(body), isFlat: isFlat, at: range)
    }
  }

  private var dialect: Dialect { checked.declarations.dialect }

  private mutating func planAll(_ expressions: [Expression]) -> [Node] {
    var nodes: [Node] = []
    for expression in expressions { nodes.append(plan(expression)) }
    return nodes
  }

  static func value(of literal: Literal) -> Value {
    switch literal {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .uint(let value): .uint(value)
    case .double(let value): .double(value)
    case .string(let value): .string(value)
    case .bytes(let value): .bytes(value)
    }
  }

  // MARK: Names

  private mutating func reference(_ expression: Expression) -> Node {
    switch checked.references[expression.id] {
    case .variable(let place):
      if let constant = constants[place] { return ConstantNode(constant) }
      if let definition = checked.declarations.definitions[place] {
        return defined(place, definition, at: expression.range)
      }
      return VariableNode(place, name: checked.declarations.variables[place].name, at: expression.range)
    case .constant(let value): return ConstantNode(value)
    case .local(let slot): return LocalNode(slot)
    case .named(let slot): return named[slot].map { NamedNode(slot, $0) } ?? LocalNode(slot)
    case .unresolved(let message):
      return FailureNode(EvaluationError(.undeclared, message, at: expression.range))
    default: return FailureNode(EvaluationError(.undeclared, "the name has no meaning", at: expression.range))
    }
  }

  /// Returns the value of another expression, or its constant.
  private mutating func defined(_ place: Int, _ definition: CheckedExpression, at range: Range<Int>) -> Node {
    if let known = definitions[place] { return known.located(at: range) }
    do throws(CompileError) {
      let node = DefinedNode(
        place, name: checked.declarations.variables[place].name, definition,
        try Planner.plan(definition, constants: constants, isTraced: isTraced), at: range)
      definitions[place] = node
      return node.located(at: range)
    } catch {
      // INVARIANT: the definition was planned when it was compiled by itself.
      return FailureNode(EvaluationError(.undeclared, error.description, at: range))
    }
  }

  /// Returns the layout of the expression's struct type, if it has one.
  private func layout(of expression: Expression) -> StructureLayout? {
    guard case .structure(let name) = checked.type(of: expression) else { return nil }
    return checked.declarations.structures[name]?.layout
  }

  private func slots(of expression: Expression) -> [Int] {
    if case .slots(let slots)? = checked.references[expression.id] { slots } else { [0] }
  }

  private mutating func scope(_ expression: Expression, _ parts: [Expression], _ body: Expression) -> Node {
    let slots = slots(of: expression)
    for (slot, part) in zip(slots, parts) { named[slot] = plan(part) }
    return ScopeNode(slots, plan(body))
  }

  // MARK: Folding

  /// Returns the node, or the constant that it always gives. Failures are kept, because a policy may never reach them.
  private mutating func fold(_ node: Node, _ parts: [Node]) -> Node {
    guard !isTraced, parts.allSatisfy({ $0.constant != nil }) else { return node }
    var frame = Frame(
      variables: [], locals: [], budget: Budget(limit: min(folding, Self.foldingLimit)), trace: nil)
    let value = node.evaluate(&frame)
    folding -= min(folding, frame.budget.spent)
    return value.isError || frame.budget.isExhausted ? node : ConstantNode(value)
  }

  // MARK: Calls

  private mutating func call(_ expression: Expression, _ target: Expression?, _ arguments: [Expression]) -> Node {
    let range = expression.range
    guard case .function(let name, let overloads, let isQualified)? = checked.references[expression.id] else {
      var message = "there is no such function"
      if case .unresolved(let reason)? = checked.references[expression.id] { message = reason }
      return FailureNode(EvaluationError(.noSuchOverload, message, at: range))
    }
    var parts: [Expression] = arguments
    if let target, !isQualified { parts.insert(target, at: 0) }
    let read = implicit(overloads, at: range)
    let nodes = planAll(parts) + read
    if !isTraced, nodes.count == 2, let pattern = nodes[1].constant,
      overloads.contains(where: { $0.planning == .pattern })
    {
      return matching(name, nodes[0], pattern, overloads, at: range, patternRange: parts[1].range)
    }
    let planning = overloads.planning
    if planning == .pattern, nodes.count == 2, nodes[1].constant == nil {
      return ComputedPatternNode(nodes[0], nodes[1], at: range)
    }
    if planning == .alternative, nodes.count == 2 {
      return fold(AlternativeNode(name, nodes[0], nodes[1], in: dialect, at: range), nodes)
    }
    let node = fold(Self.call(name, overloads, nodes, at: range), nodes)
    if planning.mayRefuse(in: dialect), checked.isStrict, !isTraced { validate(planning, node, parts) }
    return node
  }

  private static func call(_ name: String, _ overloads: [Overload], _ nodes: [Node], at range: Range<Int>) -> Node {
    guard let first = overloads.first,
      overloads.count == 1 || overloads.allSatisfy({ $0.group != nil && $0.group === first.group })
    else { return DispatchNode(name, overloads, nodes, at: range) }
    return switch first.implementation {
    case .unary(let body) where nodes.count == 1: UnaryCallNode(body, nodes[0], at: range)
    case .binary(let body) where nodes.count == 2: BinaryCallNode(body, nodes[0], nodes[1], at: range)
    default: CallNode(first.implementation, nodes, at: range)
    }
  }

  /// Returns nodes for the variables that a function reads in addition to its arguments.
  private mutating func implicit(_ overloads: [Overload], at range: Range<Int>) -> [Node] {
    guard overloads.count == 1, let names = overloads.first?.implicit else { return [] }
    var nodes: [Node] = []
    for name in names {
      // INVARIANT: an environment refuses a function that reads an undeclared variable.
      guard let place = checked.declarations.place(ofVariable: name) else { continue }
      if let constant = constants[place] {
        nodes.append(ConstantNode(constant))
      } else if let definition = checked.declarations.definitions[place] {
        nodes.append(defined(place, definition, at: range))
      } else {
        nodes.append(VariableNode(place, name: name, at: range))
      }
    }
    return nodes
  }

  private mutating func matching(
    _ name: String, _ text: Node, _ pattern: Value, _ overloads: [Overload], at range: Range<Int>,
    patternRange: Range<Int>
  ) -> Node {
    guard case .string(let source) = pattern else {
      return FailureNode(EvaluationError(.noSuchOverload, "a pattern must be a string", at: range))
    }
    guard patterns[source] != nil || patterns.count < Self.patternLimit else {
      issues.append(
        Issue(
          at: patternRange, "the source has more than \(Self.patternLimit) different patterns",
          help: "split it into several"))
      return FailureNode(EvaluationError(.invalidArgument, "there are too many patterns", at: range))
    }
    do throws(RegularExpression.InvalidPattern) {
      let pattern = if let known = patterns[source] { known } else { try RegularExpression(source) }
      patterns[source] = pattern
      return fold(PatternNode(text, pattern, source, overloads, at: range), [text])
    } catch {
      // It may be a pattern of the embedding program for its own types.
      if overloads.planning != .pattern {
        return DispatchNode(name, overloads, [text, ConstantNode(.string(source))], at: range)
      }
      let issue = Issue.invalidPattern(error, at: patternRange)
      if checked.isStrict { issues.append(issue) }
      return FailureNode(EvaluationError(.invalidArgument, issue.message, at: range))
    }
  }

  /// Reports a literal that is not the timestamp, duration, pattern or template that it has to be.
  private mutating func validate(_ planning: Planning, _ node: Node, _ parts: [Expression]) {
    switch planning {
    case .call, .pattern, .alternative: break
    case .search:
      guard parts.count > 1, case .literal(.string(let source)) = parts[1].kind else { return }
      do {
        _ = try RegularExpression(source)
      } catch {
        issues.append(.invalidPattern(error, at: parts[1].range))
      }
    case .template:
      if parts.count == 2, case .literal(.string(let pattern)) = parts[0].kind,
        case .list(let values) = parts[1].kind, !values.contains(where: \.isOptional),
        let problem = TextFormat.problem(with: pattern, count: values.count)
      {
        issues.append(Issue(at: parts[0].range, problem))
      }
    case .standardConstructor, .constructor:
      guard node.constant == nil, parts.count == 1, case .literal = parts[0].kind else { return }
      var frame = Frame(variables: [], locals: [], budget: Budget(limit: Self.foldingLimit), trace: nil)
      if case .error(let error) = node.evaluate(&frame), error.kind == .invalidArgument {
        issues.append(Issue(at: parts[0].range, error.message))
      }
    }
  }

  private mutating func binary(
    _ expression: Expression, _ found: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Node {
    let range = expression.range
    switch found {
    case .equal, .notEqual:
      let parts = [plan(left), plan(right)]
      return fold(EqualityNode(parts[0], parts[1], isNegated: found == .notEqual), parts)
    case .contains:
      let parts = [plan(left), plan(right)]
      if case .list(let values)? = parts[1].constant, !isTraced {
        return fold(ConstantContainmentNode(parts[0], in: values), parts)
      }
      return fold(ContainmentNode(parts[0], parts[1], at: range), parts)
    case .add where !isTraced && checked.isStrict && checked.type(of: expression) == .string:
      return concatenation(expression)
    default: return call(expression, nil, [left, right])
    }
  }

  private mutating func concatenation(_ expression: Expression) -> Node {
    var operands: [Expression] = []
    var rest = expression
    while case .binary(.add, let left, let right) = rest.kind, checked.type(of: rest) == .string {
      operands.append(right)
      rest = left
    }
    operands.append(rest)
    let parts = planAll(operands.reversed())
    return fold(ConcatenationNode(parts, at: expression.range), parts)
  }

  // MARK: Structs and macros

  private mutating func structure(_ expression: Expression, _ fields: [Expression.FieldInitializer]) -> Node {
    let parts = fields.map { (name: $0.name.text, value: plan($0.value), isOptional: $0.isOptional) }
    switch checked.references[expression.id] {
    case .structure(let declaration)?:
      guard let construct = declaration.construct else { break }
      return fold(StructureNode(construct, parts, at: expression.range), parts.map(\.value))
    case .unresolved(let message)?:
      return FailureNode(EvaluationError(.undeclared, message, at: expression.range))
    default: break
    }
    return FailureNode(EvaluationError(.undeclared, "the struct cannot be made", at: expression.range))
  }

  private mutating func comprehension(_ expression: Expression, _ comprehension: Comprehension) -> Node {
    let range = expression.range
    let slots = slots(of: expression)
    let elements = plan(comprehension.range)
    let predicate = comprehension.predicate.map { plan($0) }
    let transform = comprehension.transform.map { plan($0) }
    switch (comprehension.kind, predicate, transform) {
    case (.all, let predicate?, _): return QuantifierNode(elements, slots, predicate, decisive: false, at: range)
    case (.exists, let predicate?, _): return QuantifierNode(elements, slots, predicate, decisive: true, at: range)
    case (.existsOne, let predicate?, _): return UniquenessNode(elements, slots, predicate, at: range)
    case (.transformMap, _, let transform?):
      return MapCollectionNode(elements, slots, predicate, transform, makesEntries: false, at: range)
    case (.transformMapEntry, _, let transform?):
      return MapCollectionNode(elements, slots, predicate, transform, makesEntries: true, at: range)
    case (.sortBy, _, let key?): return SortingNode(elements, slots, key: key, at: range)
    default: return CollectionNode(elements, slots, predicate, transform, at: range)
    }
  }
}

extension Issue {
  fileprivate static func invalidPattern(_ invalid: RegularExpression.InvalidPattern, at range: Range<Int>) -> Issue {
    Issue(at: range, "the pattern is not a regular expression: \(invalid.reason)", help: "the syntax is RE2's")
  }
}
