/// The reason why an expression has no value.
public final class EvaluationError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Kind: Sendable, Equatable {
    /// No overload of the function accepts values of these types.
    case noSuchOverload
    /// The variable has no value, or there is no such name.
    case undeclared
    /// The map has no such key.
    case noSuchKey
    /// The struct has no such field.
    case noSuchField
    /// The index is outside the list or string.
    case indexOutOfRange
    /// The result does not fit its type.
    case overflow
    /// A division by zero.
    case divideByZero
    /// A value that the function does not accept, such as text that is not a number.
    case invalidArgument
    /// The budget of work is spent.
    case costLimitExceeded
    /// The task was cancelled.
    case cancelled
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// What is wrong: lower case, no full stop.
  public let message: String
  /// The UTF-8 offsets of the subexpression that failed, once they are known.
  public let range: Range<Int>?

  /// Creates an error.
  public init(_ kind: Kind, _ message: String, at range: Range<Int>? = nil) {
    self.kind = kind
    self.message = message
    self.range = range
  }

  /// Returns the error with a place, unless it already has one.
  func located(at range: Range<Int>) -> EvaluationError {
    self.range == nil ? EvaluationError(kind, message, at: range) : self
  }

  /// The message.
  public var description: String { message }

  /// Returns the message with the source line that it is about, as compilers show it.
  public func description(in source: String) -> String {
    guard let range else { return message }
    return SourceExcerpt(of: range, in: source).describe(Issue(at: range, message))
  }
}

extension Value {
  /// A failure in place of a value.
  static func failure(_ kind: EvaluationError.Kind, _ message: String) -> Value {
    .error(EvaluationError(kind, message))
  }

  /// Returns the failure of a function that does not accept values of these types.
  static func noSuchOverload(_ function: String, _ arguments: Value...) -> Value {
    noSuchOverload(function, arguments)
  }

  static func noSuchOverload(_ function: String, _ arguments: [Value]) -> Value {
    for argument in arguments where argument.isError { return argument }
    let types = arguments.map(\.typeName).joined(separator: ", ")
    return .failure(.noSuchOverload, "`\(OperatorName.shown(function))` takes no values of type (\(types))")
  }
}

/// The names of operators in declarations.
enum OperatorName {
  /// Returns the notation of a function whose name is that of an operator.
  static func shown(_ function: String) -> String {
    if let found = BinaryOperator(rawValue: function) { return found.symbol }
    if let found = UnaryOperator(rawValue: function) { return found == .not ? "!" : "-" }
    return switch function {
    case "_[_]": "[]"
    case "_?_:_": "?:"
    default: function
    }
  }
}
