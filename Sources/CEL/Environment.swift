/// What expressions can refer to: variables, functions, types and libraries. It is made once; expressions are compiled
/// in it.
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

  /// What parsing may demand.
  public var limits = SourceLimits()
  /// The budget of an evaluation that names none: Kubernetes' limit for one expression
  /// (apiserver/pkg/apis/cel/config.go, PerCallLimit).
  public var costLimit: UInt64 = 1_000_000

  /// Which reading of the language it follows.
  public var dialect: Dialect { declarations.dialect }

  /// Creates an environment of the standard library and what the block declares. Throws where a name is declared twice
  /// with different meanings.
  public init(
    @ListBuilder<any Declaration> _ parts: () -> [any Declaration] = { [] }
  ) throws(DeclarationError) {
    var declarations = Declarations()
    Library.standard.declare(in: &declarations)
    for part in parts() { part.declare(in: &declarations) }
    try declarations.checkAdditions()
    self.declarations = declarations
  }

  /// The environment with one more variable, whose value is that of an expression of this environment: it is computed
  /// where it is first needed, and kept in the `Bindings` that programs are run with.
  ///
  /// Throws where the name is declared already.
  public func defining(_ name: String, as expression: CheckedExpression) throws(DeclarationError) -> Environment {
    var environment = self
    try environment.declarations.define(name, as: expression)
    return environment
  }

  /// The environment with what the block declares besides. It costs little, so that many environments can share the
  /// larger part of what they declare.
  ///
  /// Throws where a name is declared already.
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

  /// Parses and checks a source. Where `typeChecked` is false, names and types that do not fit are failures of the
  /// evaluation instead of the compilation.
  public func check(_ source: String, typeChecked: Bool = true) throws(CompileError) -> CheckedExpression {
    let tree = try parse(source)
    return try Checker.check(tree, in: declarations, isStrict: typeChecked, limits: limits)
  }

  /// Compiles a source to a program. Throws with every issue that was found.
  public func compile(_ source: String, typeChecked: Bool = true) throws(CompileError) -> Program {
    try compile(check(source, typeChecked: typeChecked))
  }

  /// Plans a checked expression.
  public func compile(_ checked: CheckedExpression) throws(CompileError) -> Program {
    try Program(checked, costLimit: costLimit)
  }

  /// Values for the variables, to evaluate several programs of this environment with. Throws where a name is not
  /// declared or a value is not of its type.
  public func bind(_ values: [String: Value]) throws(BindingError) -> Bindings {
    try declarations.bind(values)
  }
}

/// Values for the variables of an environment.
public struct Bindings: Sendable {
  /// By the variable's place in the environment; nil where it has no value.
  var values: [Value?]
  /// Room for the variables of macros, which no evaluation reads before it has set them.
  var locals: ContiguousArray<Value?> = []

  /// Forgets the variables that programs have computed since the bindings were a copy of others. The memory is kept.
  public mutating func forgetComputed(since initial: Bindings) {
    for place in values.indices where place >= initial.values.count || initial.values[place] == nil {
      values[place] = nil
    }
  }
}

/// Why values cannot be bound to variables.
public struct BindingError: Error, Sendable, CustomStringConvertible {
  /// What is wrong: lower case, no full stop.
  public let description: String
}

/// Why declarations do not make an environment.
public struct DeclarationError: Error, Sendable, CustomStringConvertible {
  /// What is wrong: lower case, no full stop.
  public let description: String
}
