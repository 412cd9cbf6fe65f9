import CEL
import Requests

/// Which parts of the object an evaluation read, found in its trace.
struct ReadPaths {
  private let trace: Trace
  /// The paths, in the order in which the expression has them, without repetitions.
  private(set) var paths: [[PathStep]] = []
  /// What the variables of macros stand for.
  private var locals: [String: [PathStep]] = [:]

  init(_ trace: Trace) {
    self.trace = trace
    visit(trace.tree.root)
  }

  /// The path that reaches deepest into what was written of the object; of several, the one that was read last, since
  /// that decided. What was not written counts only where there is nothing else.
  func narrowest(_ isWritten: ([PathStep]) -> Bool) -> [PathStep]? {
    let written = paths.filter(isWritten)
    return (written.isEmpty ? paths : written)
      .reduce(nil) { best, path in best.map { path.count >= $0.count ? path : $0 } ?? path }
  }

  private mutating func add(_ path: [PathStep]) {
    if !path.isEmpty, !paths.contains(path) { paths.append(path) }
  }

  private mutating func visit(_ expression: Expression) {
    guard !trace.values(of: expression).isEmpty || isWhole(expression) else { return }
    if let path = path(of: expression) {
      add(path)
      return
    }
    if let definition = definition(of: expression) {
      for path in ReadPaths(definition).paths { add(path) }
      return
    }
    guard case .comprehension(let comprehension) = expression.kind else {
      for child in expression.children { visit(child) }
      return
    }
    visit(comprehension.range)
    let before = locals
    if let path = path(of: comprehension.range) {
      let element = decisive(comprehension, expression).map { path + [$0] } ?? path
      locals[(comprehension.second ?? comprehension.variable).text] = element
      if comprehension.second != nil { locals[comprehension.variable.text] = element }
    }
    for part in [comprehension.predicate, comprehension.transform].compactMap(\.self) { visit(part) }
    locals = before
  }

  /// The parts of a logical operator are looked at even if its own value was not recorded.
  private func isWhole(_ expression: Expression) -> Bool { expression === trace.tree.root }

  /// The element at which `all` stopped.
  private func decisive(_ comprehension: Comprehension, _ expression: Expression) -> PathStep? {
    guard comprehension.kind == .all, trace.values(of: expression).count == 1,
      case .bool(false)? = trace.values(of: expression).first, let predicate = comprehension.predicate,
      case .list(let elements)? = trace.values(of: comprehension.range).first
    else { return nil }
    let count = trace.values(of: predicate).count
    return (1...max(1, elements.count)).contains(count) ? .index(count - 1) : nil
  }

  /// The path of `object.a.b['c'][0]`, through variables of macros and of the policy.
  private func path(of expression: Expression) -> [PathStep]? {
    switch expression.kind {
    case .identifier(let name, _):
      if let path = locals[name] { return path }
      return name == PolicyVariables.object ? [] : nil
    case .select(let operand, let field, _):
      if let definition = definition(of: expression) { return ReadPaths.path(of: definition) }
      return path(of: operand).map { $0 + [.key(field.text)] }
    case .has(let operand, let field): return path(of: operand).map { $0 + [.key(field.text)] }
    case .index(let operand, let index, _):
      guard let path = path(of: operand) else { return nil }
      switch trace.values(of: index).last {
      case .string(let key)?: return path + [.key(key)]
      case .int(let place)? where place >= 0: return path + [.index(Int(place))]
      default: return path
      }
    default: return nil
    }
  }

  /// The trace of a variable of the policy.
  private func definition(of expression: Expression) -> Trace? {
    guard case .select(let operand, let field, _) = expression.kind, case .identifier(let name, _) = operand.kind else {
      return nil
    }
    return trace.definitions["\(name).\(field.text)"]
  }

  /// The path that the whole of an expression is.
  private static func path(of trace: Trace) -> [PathStep]? {
    ReadPaths(trace).path(of: trace.tree.root)
  }
}
