/// The variables, functions, types and libraries that expressions can refer to. Create an environment once and compile
/// expressions in it.
///
/// ```swift
/// let environment = try CEL.Environment {
///   Variable("request", .map(.string, .dyn))
///   Library.strings
/// }
/// let program = try environment.compile("request.name.matches('^[a-z-]+$')")
/// let isValid = try program.evaluate(["request": ["name": "vision-train"]])
/// ```
public struct Environment: Sendable {
  private(set) var declarations: Declarations

  /// Limits on the source of an expression.
  public var limits = SourceLimits()
  /// The default cost limit of an evaluation: Kubernetes' limit for one expression (apiserver/pkg/apis/cel/config.go,
  /// PerCallLimit).
  public var costLimit: UInt64 = 1_000_000

  /// The variant of the language that it follows.
  public var dialect: Dialect { declarations.dialect }

  /// Creates an environment of the standard library and the declarations in the block. Throws if a name is declared
  /// twice with different meanings.
  public init(
    @ListBuilder<any Declaration> _ parts: () -> [any Declaration] = { [] }
  ) throws(DeclarationError) {
    var declarations = Declarations()
    Library.standard.declare(in: &declarations)
    for part in parts() { part.declare(in: &declarations) }
    try declarations.checkAdditions()
    self.declarations = declarations
  }

  /// Returns this environment with one more variable, which an expression of this environment defines. The value is
  /// computed when it is first needed and kept in the `Bindings` that programs run with.
  ///
  /// Throws if the name is already declared.
  public func defining(_ name: String, as expression: CheckedExpression) throws(DeclarationError) -> Environment {
    var environment = self
    try environment.declarations.define(name, as: expression)
    return environment
  }

  /// Returns this environment with more declarations. This is cheap, so that many environments can share most of their
  /// declarations.
  ///
  /// Throws if a name is already declared.
  public func declaring(
    @ListBuilder<any Declaration> _ parts: () -> [any Declaration]
  ) throws(DeclarationError) -> Environment {
    var environment = self
    for part in parts() { part.declare(in: &environment.declarations) }
    try environment.declarations.checkAdditions()
    return environment
  }

  /// Parses a source without checking it.
  public func parse(_ source: String) throws(CompileError) -> SyntaxTree {
    try Parser.parse(source, macros: declarations.macros, dialect: dialect, limits: limits)
  }

  /// Parses and checks a source. If `typeChecked` is false, unknown names and type errors fail at evaluation and not at
  /// compilation.
  public func check(_ source: String, typeChecked: Bool = true) throws(CompileError) -> CheckedExpression {
    let tree = try parse(source)
    return try Checker.check(tree, in: declarations, isStrict: typeChecked, limits: limits)
  }

  /// Compiles a source to a program. Throws an error with all issues that were found.
  public func compile(_ source: String, typeChecked: Bool = true) throws(CompileError) -> Program {
    try compile(check(source, typeChecked: typeChecked))
  }

  /// Plans a checked expression.
  public func compile(_ checked: CheckedExpression) throws(CompileError) -> Program {
    try Program(checked, costLimit: costLimit)
  }

  /// Binds values to the variables, for evaluating several programs of this environment. Throws if a name is not
  /// declared or a value does not have the variable's type.
  public func bind(_ values: [String: Value]) throws(BindingError) -> Bindings {
    try declarations.bind(values)
  }
}

/// Values for the variables of an environment.
public struct Bindings: Sendable {
  /// The values by the variable's index; nil for a variable without a value.
  var values: [Value?]
  /// Storage for the variables of macros. An evaluation never reads one before setting it.
  var locals: ContiguousArray<Value?> = []

  /// Removes the variables that programs have computed since these bindings were copied from `initial`. The memory is
  /// kept.
  public mutating func forgetComputed(since initial: Bindings) {
    for place in values.indices where place >= initial.values.count || initial.values[place] == nil {
      values[place] = nil
    }
  }
}

/// The reason why values cannot be bound to variables.
public struct BindingError: Error, Sendable, CustomStringConvertible {
  /// What is wrong: lower case, no full stop.
  public let description: String
}

/// The reason why declarations do not make an environment.
public struct DeclarationError: Error, Sendable, CustomStringConvertible {
  /// What is wrong: lower case, no full stop.
  public let description: String
}
