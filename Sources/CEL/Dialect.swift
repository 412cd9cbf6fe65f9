/// Which reading of the language an environment follows, where the language definition and what embeds it differ.
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
  /// The API server of Kubernetes `KubernetesRelease.supported`. It differs from the definition in this:
  /// - `has(a.b)` is false and `a.?b` is empty where `a` is a value without fields, such as `null`;
  /// - `a.orValue(b)` and `a.or(b)` are `a` where that turns out not to be an optional value;
  /// - the elements of a list literal, and the keys and the values of a map literal, have one type;
  /// - there are no field names in backquotes.
  case kubernetes

  /// Makes the environment follow this reading.
  public func declare(in declarations: inout Declarations) { declarations.dialect = self }

  /// Whether asking a value for a field or key that it cannot have gives the answer that there is none: that of `null`,
  /// a number or a text, for instance. A list is still asked by its places (cel-go, interpreter/attributes.go,
  /// `refQualify` without `EnableErrorOnBadPresenceTest`).
  func findsNothing(in value: Value) -> Bool {
    switch value {
    case .list, .map, .structure, .error: false
    default: self == .kubernetes
    }
  }

  /// Whether `or` and `orValue` of a value that turns out not to be optional are that value (cel-go 0.26, cel/library.go,
  /// `evalOptionalOr`; later versions refuse it).
  var takesAnyValueForOptional: Bool { self == .kubernetes }

  /// Whether literals hold values of one type (cel-go, `HomogeneousAggregateLiterals` and
  /// `ValidateHomogeneousAggregateLiterals`).
  var wantsUniformLiterals: Bool { self == .kubernetes }

  /// Whether field names may be written in backquotes (cel-go, `EnableIdentifierEscapeSyntax`, which is off by default).
  var hasQuotedFieldNames: Bool { self == .definition }

  /// Whether literals that become addresses, quantities, versions or URLs are checked when an expression is compiled. An
  /// API server checks moments, spans and patterns only (cel-go, cel/validator.go).
  var checksConstructors: Bool { self == .definition }

  /// Why there is no function of a name, where that is known.
  func absence(of function: String) -> String? {
    self == .kubernetes ? KubernetesAbsence.reason(function) : nil
  }
}
