import CEL
import Documents

/// An external id in an expression: its length and whether it matches a pattern can be asked, nothing else, and it
/// never shows itself.
package struct SecretValue: OpaqueValue {
  /// The field of a request that holds an external id.
  static let key = "externalId"
  /// `external_id`
  package static let typeName = "external_id"
  /// The type in expressions.
  static let type = ValueType.opaque(typeName, [])

  private let secret: Secret

  package init(_ secret: Secret) { self.secret = secret }

  /// Always the same words.
  package var description: String { secret.description }

  /// Never: a comparison would tell, one guess after another, what the secret is.
  package func isEqual(to other: any OpaqueValue) -> Bool { false }

  /// `size()` in code points, and `matches(pattern)`.
  package static let functions: [Function] = [
    Function("size", .member, [type], returns: .int) { arguments in
      withText(arguments) { .int(Int64($0.unicodeScalars.count)) }
    },
    // The pattern may have to be compiled at each call.
    Function("matches", .member, [type, .string], returns: .bool, cost: 1_000) { arguments in
      withText(arguments) { text in
        guard case .string(let source)? = arguments.last else { return unexpected }
        do throws(RegularExpression.InvalidPattern) {
          let pattern = try RegularExpression(
            source, maximumMemory: RegularExpression.maximumMemoryInEvaluation)
          return .bool(pattern.matches(text))
        } catch {
          return .error(
            EvaluationError(.invalidArgument, "the pattern is no regular expression: \(error.reason)"))
        }
      }
    },
  ]

  private static func withText(_ arguments: [Value], _ body: (String) -> Value) -> Value {
    guard case .opaque(let instance)? = arguments.first, let value = instance.value as? SecretValue else {
      return unexpected
    }
    return value.secret.withText(body)
  }

  private static var unexpected: Value {
    .error(EvaluationError(.noSuchOverload, "an external id has `size()` and `matches(pattern)` only"))
  }
}
