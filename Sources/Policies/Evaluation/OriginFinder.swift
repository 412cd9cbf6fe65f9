import Findings
import CEL
import Requests

/// Finds the part of the object that a value comes from. For example, `variables.types[0]` comes from the third element
/// of `spec.instanceTypes` if the variable's filter removes the first two.
final class OriginFinder {
  /// The origin of a value.
  struct Origin {
    /// The part of the object that it is; nil for what is made of several, or of none.
    var path: JSONPointer?
    /// Where its elements were taken from, of a list that is no part of the object itself.
    var elements: [JSONPointer?] = []
  }

  /// A scope for the names in an expression: the policy's own, or that of one of its variables.
  struct Scope {
    let trace: Trace
    /// Whether the expression defines a variable of the policy.
    let isDefinition: Bool
    /// The policy's variables. Each is recorded where it was first evaluated, and may be used anywhere.
    private let definitions: [String: Trace]
    private var locals: [String: Origin] = [:]

    /// The scope of a whole expression.
    init(_ trace: Trace) {
      self.init(trace, isDefinition: false, trace.definitions)
    }

    private init(_ trace: Trace, isDefinition: Bool, _ definitions: [String: Trace]) {
      self.trace = trace
      self.isDefinition = isDefinition
      self.definitions = definitions
    }

    /// The scope of the expression that defines a variable.
    func entering(_ definition: Trace) -> Scope { Scope(definition, isDefinition: true, definitions) }

    /// This scope with a name that a macro introduces.
    func knowing(_ name: String, as origin: Origin) -> Scope {
      var scope = self
      scope.locals[name] = origin
      return scope
    }

    /// This scope with the variables of a macro, for one of the elements in its range.
    func knowing(_ comprehension: Comprehension, as element: Origin) -> Scope {
      let scope = knowing(comprehension.variable.text, as: element)
      return comprehension.second.map { scope.knowing($0.text, as: element) } ?? scope
    }

    func local(_ name: String) -> Origin? { locals[name] }

    /// The evaluation of a part within an evaluation of the enclosing expression; the last one if that is unknown.
    func evaluation(of part: Expression, within outer: Trace.Evaluation?) -> Trace.Evaluation? {
      outer.map { trace.evaluations(of: part, within: $0).first } ?? trace.evaluations(of: part).last
    }

    /// The name and the trace of a policy variable.
    func definition(of expression: Expression) -> (name: String, trace: Trace)? {
      switch expression.kind {
      case .select(let operand, let field, _), .has(let operand, let field):
        guard case .identifier(let name, _) = operand.kind, locals[name] == nil else { return nil }
        let qualified = "\(name).\(field.text)"
        return definitions[qualified].map { (qualified, $0) }
      default: return nil
      }
    }
  }

  /// The maximum number of list elements whose origins are kept.
  private static let limit = 10_000

  private var known: [String: Origin] = [:]

  /// The origin of the value of a part.
  func origin(of expression: Expression, _ evaluation: Trace.Evaluation?, _ scope: Scope) -> Origin {
    func origin(of part: Expression) -> Origin {
      self.origin(of: part, scope.evaluation(of: part, within: evaluation), scope)
    }
    switch expression.kind {
    case .identifier(let name, _):
      return scope.local(name) ?? Origin(path: name == PolicyVariables.object ? .root : nil)
    case .select(let operand, let field, _), .has(let operand, let field):
      if let (name, definition) = scope.definition(of: expression) { return self.origin(of: definition, name, scope) }
      return Origin(path: origin(of: operand).path.map { $0.appending(key: field.text) })
    case .index(let operand, let index, _):
      return element(of: origin(of: operand), at: scope.evaluation(of: index, within: evaluation)?.value)
    case .conditional(_, let yes, let no):
      let taken = [yes, no].first { scope.evaluation(of: $0, within: evaluation) != nil }
      return taken.map(origin) ?? Origin()
    case .call(let name, let target, let arguments, _):
      switch (name.text, target, arguments.first) {
      case ("orValue", let target?, let other?), ("or", let target?, let other?):
        guard case .optional(let optional)? = scope.evaluation(of: target, within: evaluation)?.value,
          optional.wrapped != nil
        else { return origin(of: other) }
        return origin(of: target)
      case ("value", let target?, nil): return origin(of: target)
      case ("dyn", nil, let value?): return origin(of: value)
      default: return Origin()
      }
    case .list(let parts):
      guard parts.count <= Self.limit, !parts.contains(where: \.isOptional) else { return Origin() }
      return Origin(path: nil, elements: parts.map { origin(of: $0.value).path })
    case .binary(.add, let left, let right):
      guard case .list(let elements)? = evaluation?.value, elements.count <= Self.limit else { return Origin() }
      let both = [left, right].flatMap { self.elements(of: $0, scope.evaluation(of: $0, within: evaluation), scope) }
      return both.count == elements.count ? Origin(path: nil, elements: both) : Origin()
    case .comprehension(let comprehension): return self.origin(of: comprehension, evaluation, scope)
    default: return Origin()
    }
  }

  /// Where each element of a part's value was taken from; those of a map by its keys.
  func elements(of expression: Expression, _ evaluation: Trace.Evaluation?, _ scope: Scope) -> [JSONPointer?] {
    let origin = origin(of: expression, evaluation, scope)
    guard let path = origin.path else { return origin.elements }
    var value = evaluation?.value
    if case .optional(let optional)? = value { value = optional.wrapped }
    switch value {
    case .list(let elements)? where elements.count <= Self.limit:
      return elements.indices.map { path.appending(index: $0) }
    case .map(let map)? where map.count <= Self.limit:
      return map.keys.map { key in if case .string(let name) = key { path.appending(key: name) } else { path } }
    default: return []
    }
  }

  private func origin(of definition: Trace, _ name: String, _ scope: Scope) -> Origin {
    if let known = known[name] { return known }
    let root = definition.tree.root
    let origin = origin(of: root, definition.evaluations(of: root).last, scope.entering(definition))
    known[name] = origin
    return origin
  }

  private func element(of origin: Origin, at index: Value?) -> Origin {
    switch (origin.path, index) {
    case (let path?, .string(let key)?): return Origin(path: path.appending(key: key))
    case (let path?, .int(let place)?) where place >= 0: return Origin(path: path.appending(index: Int(place)))
    case (let path?, _): return Origin(path: path)
    case (nil, .int(let place)?) where place >= 0 && place < origin.elements.count:
      return Origin(path: origin.elements[Int(place)])
    default: return Origin()
    }
  }

  /// The origin of a macro's result. Filtered elements keep their origin. A mapped element has the origin of its
  /// source, or of the part of it that was read.
  private func origin(
    of comprehension: Comprehension, _ evaluation: Trace.Evaluation?, _ scope: Scope
  ) -> Origin {
    guard let evaluation, case .list = evaluation.value else { return Origin() }
    let range = scope.evaluation(of: comprehension.range, within: evaluation)
    var elements = self.elements(of: comprehension.range, range, scope)
    guard !elements.isEmpty else { return Origin() }
    if let predicate = comprehension.predicate {
      let outcomes = scope.trace.evaluations(of: predicate, within: evaluation)
      guard outcomes.count == elements.count else { return Origin() }
      elements = zip(elements, outcomes).compactMap { element, outcome -> JSONPointer?? in
        if case .bool(true) = outcome.value { .some(element) } else { nil }
      }
    }
    switch comprehension.kind {
    case .filter: return Origin(path: nil, elements: elements)
    case .map, .transformList:
      guard let transform = comprehension.transform else { return Origin() }
      let made = Array(scope.trace.evaluations(of: transform, within: evaluation))
      guard made.count == elements.count else { return Origin() }
      return Origin(
        path: nil,
        elements: zip(elements, made).map { element, value in
          let inner = scope.knowing(comprehension, as: Origin(path: element))
          return origin(of: transform, value, inner).path ?? element
        })
    default: return Origin()
    }
  }
}
