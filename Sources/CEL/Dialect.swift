/// The variant of the language that an environment follows where the definition and the systems that embed it differ.
///
/// ```swift
/// let environment = try CEL.Environment {
///   Library.kubernetes
///   Dialect.kubernetes
/// }
/// ```
public enum Dialect: Declaration, Equatable {
  /// The language definition and its conformance suite (cel-spec, doc/langdef.md).
  case definition
  /// The API server of Kubernetes `KubernetesRelease.supported`. It differs from the definition as follows:
  /// - `has(a.b)` is false and `a.?b` is empty if `a` is a value without fields, such as `null`;
  /// - `a.orValue(b)` and `a.or(b)` are `a` if `a` turns out not to be an optional value;
  /// - the elements of a list literal have one type, and so do the keys and the values of a map literal;
  /// - field names cannot be written in backquotes.
  case kubernetes

  /// Makes the environment follow this dialect.
  public func declare(in declarations: inout Declarations) { declarations.dialect = self }

  /// Whether asking a value for a field or key finds nothing instead of failing. This holds for values that have none,
  /// such as `null`, a number or a string. A list is still indexed (cel-go, interpreter/attributes.go, `refQualify`
  /// without `EnableErrorOnBadPresenceTest`).
  func findsNothing(in value: Value) -> Bool {
    switch value {
    case .list, .map, .structure, .error: false
    default: self == .kubernetes
    }
  }

  /// Whether `or` and `orValue` return a value unchanged that turns out not to be optional (cel-go 0.26,
  /// cel/library.go, `evalOptionalOr`; later versions refuse it).
  var takesAnyValueForOptional: Bool { self == .kubernetes }

  /// Whether the parts of a literal must have one type (cel-go, `HomogeneousAggregateLiterals` and
  /// `ValidateHomogeneousAggregateLiterals`).
  var wantsUniformLiterals: Bool { self == .kubernetes }

  /// Whether field names may be in backquotes (cel-go, `EnableIdentifierEscapeSyntax`, which is off by default).
  var hasQuotedFieldNames: Bool { self == .definition }

  /// Whether literals for addresses, quantities, versions and URLs are checked at compile time. An API server checks
  /// only timestamps, durations and patterns (cel-go, cel/validator.go).
  var checksConstructors: Bool { self == .definition }

  /// Returns why there is no function of this name, or nil if that is not known.
  func absence(of function: String) -> String? {
    self == .kubernetes ? KubernetesAbsence.reason(function) : nil
  }
}
