import Findings
import CEL
import Requests

/// The parts of the object that an evaluation read, according to its trace: the decisive ones and the others.
struct ReadPaths {
  private var decisive = Reads()
  private var others = Reads()
  private let origins: OriginFinder

  /// Unique paths in the order of the expression.
  private struct Reads {
    /// The paths that the expression names.
    var direct: [JSONPointer] = []
    /// The paths that the policy's variables read for it.
    var indirect: [JSONPointer] = []
    /// The variables of the policy that were looked into: each is once, however often it is named.
    var visited: Set<String> = []

    var count: Int { direct.count + indirect.count }

    mutating func add(_ path: JSONPointer, isDirect: Bool) {
      guard path != .root else { return }
      if isDirect, !direct.contains(path) { direct.append(path) }
      if !isDirect, !indirect.contains(path) { indirect.append(path) }
    }
  }

  /// The maximum number of iterations of a macro that are visited if no element was decisive.
  private static let shownIterations = 20

  init(_ trace: Trace) {
    origins = OriginFinder()
    visit(trace.tree.root, trace.evaluations(of: trace.tree.root).last, OriginFinder.Scope(trace), isDecisive: true)
  }

  /// All paths, those that decided first.
  var paths: [JSONPointer] {
    var paths: [JSONPointer] = []
    for path in decisive.direct + decisive.indirect + others.direct + others.indirect where !paths.contains(path) {
      paths.append(path)
    }
    return paths
  }

  /// The path that reaches deepest into the object; of several, the one that was read last, since that decided. What
  /// decided goes before what did not, what the expression names before what its variables read, and what was written
  /// before what was not.
  func narrowest(_ isWritten: (JSONPointer) -> Bool) -> JSONPointer? {
    let candidates = [decisive, others].flatMap { reads in
      [reads.direct.filter(isWritten), reads.indirect.filter(isWritten), reads.direct, reads.indirect]
    }
    return candidates.first { !$0.isEmpty }?
      .reduce(nil) { best, path in best.map { path.depth >= $0.depth ? path : $0 } ?? path }
  }

  private mutating func add(_ path: JSONPointer, _ scope: OriginFinder.Scope, isDecisive: Bool) {
    if isDecisive {
      decisive.add(path, isDirect: !scope.isDefinition)
    } else {
      others.add(path, isDirect: !scope.isDefinition)
    }
  }

  // MARK: Walking

  /// Visits a part and its value; nil if the value was not recorded.
  private mutating func visit(
    _ expression: Expression, _ evaluation: Trace.Evaluation?, _ scope: OriginFinder.Scope, isDecisive: Bool
  ) {
    if Self.isRead(expression), let path = origins.origin(of: expression, evaluation, scope).path {
      add(path, scope, isDecisive: isDecisive)
      return
    }
    if let (name, definition) = scope.definition(of: expression) {
      visit(definition, of: name, scope, isDecisive: isDecisive)
      return
    }
    switch expression.kind {
    case .and(let operands): visit(operands, evaluation, scope, isDecisive, deciding: false)
    case .or(let operands): visit(operands, evaluation, scope, isDecisive, deciding: true)
    case .conditional(let condition, let yes, let no):
      let before = decisive.count
      for branch in [yes, no] { visitParts([branch], of: evaluation, scope, isDecisive: isDecisive) }
      visitParts([condition], of: evaluation, scope, isDecisive: isDecisive && decisive.count == before)
    case .comprehension(let comprehension): visit(comprehension, evaluation, scope, isDecisive: isDecisive)
    case .bind(let name, let value, let body):
      let origin = origins.origin(of: value, scope.evaluation(of: value, within: evaluation), scope)
      visitParts([value], of: evaluation, scope, isDecisive: isDecisive && origin.path == nil)
      visitParts([body], of: evaluation, scope.knowing(name.text, as: origin), isDecisive: isDecisive)
    case .optionalMap(let target, let name, let body, _):
      let origin = origins.origin(of: target, scope.evaluation(of: target, within: evaluation), scope)
      visitParts([target], of: evaluation, scope, isDecisive: isDecisive)
      visitParts([body], of: evaluation, scope.knowing(name.text, as: origin), isDecisive: isDecisive)
    default:
      // If the whole fails to evaluate, the failing parts are decisive.
      let failing =
        evaluation?.value.isFailure == true
        ? expression.children.filter { part in
          scope.evaluation(of: part, within: evaluation)?.value.isFailure ?? false
        } : []
      for part in expression.children {
        let isCause = failing.isEmpty || failing.contains { $0 === part }
        visitParts([part], of: evaluation, scope, isDecisive: isDecisive && isCause)
      }
    }
  }

  /// Whether an expression reads a place by its name.
  private static func isRead(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .identifier, .select, .has, .index: true
    default: false
    }
  }

  /// Visits the evaluated parts. Constants and parts of names have no value of their own.
  private mutating func visitParts(
    _ parts: [Expression], of outer: Trace.Evaluation?, _ scope: OriginFinder.Scope, isDecisive: Bool
  ) {
    for part in parts {
      guard let evaluation = scope.evaluation(of: part, within: outer) else { continue }
      visit(part, evaluation, scope, isDecisive: isDecisive)
    }
  }

  private mutating func visit(
    _ definition: Trace, of name: String, _ scope: OriginFinder.Scope, isDecisive: Bool
  ) {
    let isNew = isDecisive ? decisive.visited.insert(name).inserted : others.visited.insert(name).inserted
    guard isNew else { return }
    let root = definition.tree.root
    visit(root, definition.evaluations(of: root).last, scope.entering(definition), isDecisive: isDecisive)
  }

  /// The operands of a logical operator: those with the deciding value if the whole has it, those that failed if the
  /// whole failed, otherwise all.
  private mutating func visit(
    _ operands: [Expression], _ evaluation: Trace.Evaluation?, _ scope: OriginFinder.Scope, _ isDecisive: Bool,
    deciding: Bool
  ) {
    for operand in operands {
      guard let own = scope.evaluation(of: operand, within: evaluation) else { continue }
      let isCause: Bool
      switch (evaluation?.value, own.value) {
      case (.bool(deciding)?, .bool(let value)): isCause = value == deciding
      case (.bool(deciding)?, _): isCause = false
      case (.error?, .bool): isCause = false
      default: isCause = true
      }
      visit(operand, own, scope, isDecisive: isDecisive && isCause)
    }
  }

  /// Visits the decisive element and what was read for it; if there is none, the whole list.
  private mutating func visit(
    _ comprehension: Comprehension, _ evaluation: Trace.Evaluation?, _ scope: OriginFinder.Scope, isDecisive: Bool
  ) {
    let range = scope.evaluation(of: comprehension.range, within: evaluation)
    guard let evaluation, let body = comprehension.predicate ?? comprehension.transform else {
      visitParts([comprehension.range], of: evaluation, scope, isDecisive: isDecisive)
      return
    }
    let iterations = Array(scope.trace.evaluations(of: body, within: evaluation))
    if let index = Self.decisiveIteration(of: comprehension, evaluation.value, iterations) {
      let before = decisive.count
      let elements = origins.elements(of: comprehension.range, range, scope)
      let element = elements.indices.contains(index) ? elements[index] : nil
      if let element { add(element, scope, isDecisive: isDecisive) }
      let inner = scope.knowing(comprehension, as: OriginFinder.Origin(path: element))
      visit(body, iterations[index], inner, isDecisive: isDecisive)
      let isAnswered = decisive.count > before
      visitParts([comprehension.range], of: evaluation, scope, isDecisive: isDecisive && !isAnswered)
      return
    }
    visitParts([comprehension.range], of: evaluation, scope, isDecisive: isDecisive)
    let inner = scope.knowing(comprehension, as: OriginFinder.Origin())
    for part in [comprehension.predicate, comprehension.transform].compactMap(\.self) {
      for iteration in scope.trace.evaluations(of: part, within: evaluation).prefix(Self.shownIterations) {
        visit(part, iteration, inner, isDecisive: isDecisive)
      }
    }
  }

  /// The element at which `all` or `exists` stopped, or the first one that failed to evaluate.
  private static func decisiveIteration(
    of comprehension: Comprehension, _ value: Value, _ iterations: [Trace.Evaluation]
  ) -> Int? {
    switch (comprehension.kind, value) {
    case (.all, .bool(false)), (.exists, .bool(true)): return iterations.indices.last
    case (_, .error): return iterations.firstIndex { $0.value.isFailure }
    default: return nil
    }
  }
}

extension Value {
  fileprivate var isFailure: Bool { if case .error = self { true } else { false } }
}
