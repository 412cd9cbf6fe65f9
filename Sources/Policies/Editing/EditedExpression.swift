package import CEL
package import Catalog
import Findings
import Rules

/// An expression of a policy or an exception that somebody is writing, with the names that it may use.
package struct EditedExpression: Sendable {
  /// The expression.
  package let expression: EmbeddedExpression
  /// What it may use: the variables that stand before it are defined, as far as they have no mistake.
  package let environment: Environment

  /// The place in the expression of a place in its file, both in UTF-8 bytes from the beginning.
  package func offset(ofSource offset: Int) -> Int { expression.offset(ofSource: offset) }
}

extension PolicyDocuments {
  /// The expression at a place of a file; nil if there is none.
  /// - Parameter offset: The place in UTF-8 bytes.
  package func expression(at offset: Int, in source: String, catalog: Catalog) -> EditedExpression? {
    for policy in policies + unboundPolicies where policy.place.source == source {
      guard let expression = policy.expressions.first(where: { $0.covers(offset, in: source) }) else { continue }
      var compiler = PolicyCompiler(self, catalog, .none, ResourceNames(definitions: []))
      guard let environment = compiler.environment(of: policy, before: expression) else { return nil }
      return EditedExpression(expression: expression, environment: environment)
    }
    for case let expression? in exceptions.map(\.expression) where expression.covers(offset, in: source) {
      guard let environment = try? PolicyVariables.ofRequests.get() else { return nil }
      return EditedExpression(expression: expression, environment: environment)
    }
    return nil
  }
}

extension PolicyCompiler {
  /// The names that an expression of a policy may use.
  fileprivate mutating func environment(of policy: Policy, before expression: EmbeddedExpression) -> Environment? {
    guard var environment = environment(of: policy) else { return nil }
    for variable in policy.variables {
      if variable.expression.place == expression.place { break }
      let name = "\(PolicyVariables.variables).\(variable.name.value)"
      let checked = try? environment.check(variable.expression.text)
      let defined = try? checked.map { checked throws(DeclarationError) in
        try environment.defining(name, as: checked)
      }
      environment = defined ?? (try? environment.declaring { Variable(name, .dyn) }) ?? environment
    }
    return environment
  }
}
