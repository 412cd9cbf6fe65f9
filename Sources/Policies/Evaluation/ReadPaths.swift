import CEL
import Requests

/// Which parts of the object an evaluation read, found in its trace.
struct ReadPaths {
  private let trace: Trace
  /// The paths that the expression names, in its order, without repetitions.
  private var direct: [[PathStep]] = []
  /// The paths that the policy's variables read for it.
  private var indirect: [[PathStep]] = []
  /// What the variables of macros stand for.
  private var locals: [String: [PathStep]] = [:]

  /// The variables of the policy that were looked into: each is once, however often it is named.
  private var visited: Set<String> = []

  init(_ trace: Trace) {
    self.trace = trace
    visit(trace.tree.root)
  }

  /// The paths of a variable's trace, without those of variables that were looked into already.
  private init(_ trace: Trace, besides visited: Set<String>) {
    self.trace = trace
    self.visited = visited
    visit(trace.tree.root)
  }

  /// A trace of which nothing has been looked into.
  private init(unvisited trace: Trace) {
    self.trace = trace
  }

  /// All paths.
  var paths: [[PathStep]] { direct + indirect.filter { !direct.contains($0) } }

  /// The path that reaches deepest into the object; of several, the one that was read last, since that decided. What the
  /// expression names goes before what its variables read, and what was written before what was not.
  func narrowest(_ isWritten: ([PathStep]) -> Bool) -> [PathStep]? {
    let candidates = [direct.filter(isWritten), indirect.filter(isWritten), direct, indirect]
    return candidates.first { !$0.isEmpty }?
      .reduce(nil) { best, path in best.map { path.count >= $0.count ? path : $0 } ?? path }
  }

  private mutating func add(_ path: [PathStep]) {
    if !path.isEmpty, !direct.contains(path) { direct.append(path) }
  }

  private mutating func visit(_ expression: Expression) {
    guard !trace.values(of: expression).isEmpty || isWhole(expression) else { return }
    if let path = path(of: expression) {
      add(path)
      return
    }
    if let (name, definition) = definition(of: expression) {
      guard visited.insert(name).inserted else { return }
      let found = ReadPaths(definition, besides: visited)
      visited = found.visited
      for path in found.paths where !indirect.contains(path) { indirect.append(path) }
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
      case .bool(false)? = trace.values(of: expression).first, let predicate = comprehension.predicate
    else { return nil }
    let last = trace.values(of: predicate).count - 1
    switch trace.values(of: comprehension.range).first {
    case .list(let elements)? where elements.indices.contains(last): return .index(last)
    case .map(let map)? where map.keys.indices.contains(last):
      if case .string(let key) = map.keys[last] { return .key(key) }
    default: break
    }
    return nil
  }

  /// The path of `object.a.b['c'][0]`, through variables of macros and of the policy.
  private func path(of expression: Expression) -> [PathStep]? {
    switch expression.kind {
    case .identifier(let name, _):
      if let path = locals[name] { return path }
      return name == PolicyVariables.object ? [] : nil
    case .select(let operand, let field, _):
      if let (_, definition) = definition(of: expression) { return ReadPaths.path(of: definition) }
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

  /// The name and the trace of a variable of the policy.
  private func definition(of expression: Expression) -> (name: String, trace: Trace)? {
    guard case .select(let operand, let field, _) = expression.kind, case .identifier(let name, _) = operand.kind else {
      return nil
    }
    let qualified = "\(name).\(field.text)"
    return trace.definitions[qualified].map { (qualified, $0) }
  }

  /// The path that the whole of an expression is.
  private static func path(of trace: Trace) -> [PathStep]? {
    ReadPaths(unvisited: trace).path(of: trace.tree.root)
  }
}
