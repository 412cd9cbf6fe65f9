package import CEL
package import Findings

/// An external ID in an expression. Only its length and whether it matches a pattern can be queried; its text is never
/// shown.
package struct SecretValue: OpaqueValue {
  /// `external_id`
  package static let typeName = "external_id"
  /// The type in expressions.
  static let type = ValueType.opaque(typeName, [])

  private let secret: Secret
  /// Whether matching is disabled, for expressions whose values are shown.
  private let isMute: Bool

  package init(_ secret: Secret, isMute: Bool = false) {
    self.secret = secret
    self.isMute = isMute
  }

  /// A fixed placeholder.
  package var description: String { secret.description }

  /// Always false: comparisons would reveal the secret, one guess after another.
  package func isEqual(to other: any OpaqueValue) -> Bool { false }

  /// `size()` in code points, and `matches(pattern)`.
  package static let functions: [Function] = [
    Function("size", .member, [type], returns: .int, cost: 1) { arguments in
      withText(arguments, mayBeMute: true) { .int(Int64($0.unicodeScalars.count)) }
    },
    // Each answer reveals something about the secret, so the high cost limits their number; the pattern is also
    // compiled for each call.
    Function("matches", .member, [type, .string], returns: .bool, cost: 20_000) { arguments in
      withText(arguments) { text in
        guard case .string(let source)? = arguments.last else { return unexpected }
        guard source.utf8.count <= longestPattern, text.utf8.count <= longestText else {
          return .error(
            EvaluationError(.invalidArgument, "the pattern, or the external id, is too long to be compared"))
        }
        do throws(RegularExpression.InvalidPattern) {
          let pattern = try RegularExpression(
            source, maximumMemory: RegularExpression.maximumMemoryInEvaluation)
          return .bool(pattern.matches(text))
        } catch {
          return .error(
            EvaluationError(.invalidArgument, "the pattern is not a regular expression: \(error.reason)"))
        }
      }
    },
  ]

  /// The maximum number of code units of a pattern; patterns for external IDs are short.
  private static let longestPattern = 200
  /// The maximum number of code units of an external ID: IAM's limit is 1,224 characters
  /// (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
  private static let longestText = 4 * 1_224

  private static func withText(_ arguments: [Value], mayBeMute: Bool = false, _ body: (String) -> Value) -> Value {
    guard case .opaque(let instance)? = arguments.first, let value = instance.value as? SecretValue else {
      return unexpected
    }
    guard mayBeMute || !value.isMute else {
      return .error(EvaluationError(.invalidArgument, "what is shown must not depend on what an external id matches"))
    }
    return value.secret.withText(body)
  }

  private static var unexpected: Value {
    .error(EvaluationError(.noSuchOverload, "an external id has `size()` and `matches(pattern)` only"))
  }
}
