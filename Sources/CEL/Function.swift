/// A function that expressions can call: a name and overloads, each for certain argument types.
public struct Function: Sendable {
  /// How a function is called.
  public enum Style: Sendable {
    /// `f(x)`
    case global
    /// `x.f()`: the first parameter is the receiver.
    case member
  }

  /// The name, which may be qualified, as in `math.ceil`.
  public let name: String
  let overloads: [Overload]

  init(_ name: String, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
  }

  /// Creates a function of Swift types. It is called only with arguments of those types. An error that it throws
  /// becomes the error of the evaluation.
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

  /// Creates a function of any types, including opaque types and type parameters. For a member, the first type is the
  /// receiver's. The body gets one argument per parameter, followed by the values of the variables that it reads. It
  /// may return `.error`. A call spends `cost` units of work in addition to those for reading the arguments.
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
final class Overload: Sendable {  // a class, because every call builds and searches lists of overloads
  let isMember: Bool
  let parameters: [ValueType]
  let result: ValueType
  let implementation: Implementation
  /// The overloads of one group share an implementation that inspects its arguments itself.
  let group: OverloadGroup?
  /// Whether the types contain type parameters.
  let isGeneric: Bool
  /// The names of the variables whose values are passed after the arguments.
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

  /// Whether the arguments match the parameter types, without looking into lists and maps.
  func accepts(_ arguments: [Value]) -> Bool {
    guard arguments.count == parameters.count else { return false }
    return zip(parameters, arguments).allSatisfy { Self.accepts($0, $1) }
  }

  /// Whether a value matches a type, without looking into the value.
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

/// Distinguishes the overloads of one declaration from those of others.
final class OverloadGroup: Sendable {}

/// The implementation of a function.
enum Implementation: Sendable {
  case unary(@Sendable (Value) -> Value)
  case binary(@Sendable (Value, Value) -> Value)
  case variadic(@Sendable ([Value]) -> Value)
  /// For functions whose work or result can exceed the size of their arguments.
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
  /// Creates a library function: several signatures with one implementation that inspects its arguments itself. If
  /// `goesThroughElements`, the budget and the estimate are charged for each element of the arguments.
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
