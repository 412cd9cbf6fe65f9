/// A function that expressions can call: a name and overloads, each for arguments of certain types.
public struct Function: Sendable {
  /// How a function is called.
  public enum Style: Sendable {
    /// `f(x)`
    case global
    /// `x.f()`: the first parameter is what it is called on.
    case member
  }

  /// The name; it may be qualified, as in `math.ceil`.
  public let name: String
  let overloads: [Overload]

  init(_ name: String, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
  }

  /// A function of Swift types. It is called with arguments of those types only; what it throws becomes the error of
  /// the evaluation.
  ///
  /// ```swift
  /// Function("initials", .member, cost: 1) { (name: String) -> String in … }
  /// ```
  public init<each Parameter: ValueConvertible, Result: ValueConvertible>(
    _ name: String, _ style: Style = .global, cost: UInt64,
    _ body: @escaping @Sendable (repeat each Parameter) throws(EvaluationError) -> Result
  ) {
    var parameters: [ValueType] = []
    repeat parameters.append((each Parameter).valueType)
    self.init(
      name, style, parameters, returns: Result.valueType, cost: cost
    ) { (arguments: [Value]) -> Value in
      do throws(EvaluationError) {
        var remaining = arguments.makeIterator()
        return try body(repeat try Self.argument(&remaining, as: (each Parameter).self, of: name, arguments)).value
      } catch {
        return .error(error)
      }
    }
  }

  private static func argument<Parameter: ValueConvertible>(
    _ remaining: inout IndexingIterator<[Value]>, as type: Parameter.Type, of name: String, _ arguments: [Value]
  ) throws(EvaluationError) -> Parameter {
    guard let value = remaining.next(), let argument = Parameter(value) else {
      let types = arguments.map(\.typeName).joined(separator: ", ")
      throw EvaluationError(.noSuchOverload, "`\(name)` takes no values of type (\(types))")
    }
    return argument
  }

  /// A function of any types, opaque ones and type parameters included; for a member, the first type is what it is
  /// called on. The body gets as many arguments as there are parameters, and after them the values of the variables that
  /// it reads. It may return `.error`. A call spends `cost` units of work besides those for reading the arguments.
  public init(
    _ name: String, _ style: Style = .global, _ parameters: [ValueType], returns result: ValueType, cost: UInt64,
    reading variables: [String] = [], _ body: @escaping @Sendable ([Value]) -> Value
  ) {
    self.init(
      name,
      [
        Overload(
          style, parameters, result, .units(cost), .budgeted { $1.spend(cost) ? body($0) : $1.failure },
          group: nil, implicit: variables)
      ])
  }
}

/// One way to call a function.
final class Overload: Sendable {  // a class, since lists of them are made and searched for every call
  let isMember: Bool
  let parameters: [ValueType]
  let result: ValueType
  let implementation: Implementation
  /// Overloads of one group share an implementation that looks at its arguments itself.
  let group: OverloadGroup?
  /// Whether the types have parameters.
  let isGeneric: Bool
  /// Variables whose values are handed over after the arguments, by name.
  let implicit: [String]
  let estimate: CallEstimate
  let planning: Planning

  init(
    _ style: Function.Style, _ parameters: [ValueType], _ result: ValueType, _ estimate: CallEstimate,
    planning: Planning = .call, _ implementation: Implementation, group: OverloadGroup?, implicit: [String] = []
  ) {
    self.estimate = estimate
    self.planning = planning
    self.implicit = implicit
    isMember = style == .member
    self.parameters = parameters
    self.result = result
    self.implementation = implementation
    self.group = group
    isGeneric = parameters.contains(where: \.hasParameters) || result.hasParameters
  }

  /// Whether values are of the kinds of the parameters, as far as that shows without looking into lists and maps.
  func accepts(_ arguments: [Value]) -> Bool {
    guard arguments.count == parameters.count else { return false }
    return zip(parameters, arguments).allSatisfy { Self.accepts($0, $1) }
  }

  /// Whether a value is of the kind of a type, as far as that shows without looking into it.
  static func accepts(_ type: ValueType, _ value: Value) -> Bool {
    switch (type, value) {
    case (.dyn, _), (.parameter, _), (.error, _): true
    case (.wrapper(let type), _): accepts(type, value) || accepts(.null, value)
    case (.structure(let name), .structure(let instance)): instance.typeName == name
    case (.structure, .map): true
    default: type.runtimeName == value.typeName
    }
  }
}

/// What tells the overloads of one declaration from those of others.
final class OverloadGroup: Sendable {}

/// How a function computes.
enum Implementation: Sendable {
  case unary(@Sendable (Value) -> Value)
  case binary(@Sendable (Value, Value) -> Value)
  case variadic(@Sendable ([Value]) -> Value)
  /// For functions whose work or result can be larger than their arguments.
  case budgeted(@Sendable ([Value], inout Budget) -> Value)

  func call(_ arguments: [Value], _ budget: inout Budget) -> Value {
    switch self {
    case .unary(let body): arguments.count == 1 ? body(arguments[0]) : .noSuchOverload("function", arguments)
    case .binary(let body):
      arguments.count == 2 ? body(arguments[0], arguments[1]) : .noSuchOverload("function", arguments)
    case .variadic(let body): body(arguments)
    case .budgeted(let body): body(arguments, &budget)
    }
  }
}

/// The types of one overload in a table of declarations.
struct Signature {
  let style: Function.Style
  let parameters: [ValueType]
  let result: ValueType

  static func global(_ parameters: [ValueType], _ result: ValueType) -> Signature {
    Signature(style: .global, parameters: parameters, result: result)
  }

  static func member(_ parameters: [ValueType], _ result: ValueType) -> Signature {
    Signature(style: .member, parameters: parameters, result: result)
  }
}

extension Function {
  /// A function of a library: several signatures with one implementation that looks at its arguments itself. The
  /// budget is charged for each element of its arguments where it `goesThroughElements`, and so is the estimate.
  init(
    _ name: String, _ signatures: [Signature], _ estimate: CallEstimate, planning: Planning = .call,
    goesThroughElements: Bool = false, _ implementation: Implementation
  ) {
    var (estimate, implementation) = (estimate, implementation)
    if goesThroughElements {
      estimate = estimate.throughElements
      let inner = implementation
      implementation = .budgeted { arguments, budget in
        let units = arguments.reduce(0) { $0 + Cost.elements(of: $1) }
        return budget.spend(units) ? inner.call(arguments, &budget) : budget.failure
      }
    }
    let group = OverloadGroup()
    self.init(
      name,
      signatures.map {
        Overload($0.style, $0.parameters, $0.result, estimate, planning: planning, implementation, group: group)
      })
  }
}
