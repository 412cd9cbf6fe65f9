import Documents
import Policies

/// A reference of an organisation's policies in Markdown.
public enum PolicyReference {
  /// A section for each policy: what it is for, its parameters, and what must hold.
  public static func render(_ policies: [Policy]) -> String {
    var text = "# Policies\n\n| policy | what it is for | a violation is |\n|---|---|---|\n"
    for policy in policies {
      let name = policy.name.value
      text += "| [\(name)](#\(name)) | \(cell(policy.description ?? "")) | \(consequence(policy)) |\n"
    }
    return text + policies.map { "\n" + section($0) }.joined()
  }

  private static func section(_ policy: Policy) -> String {
    var text = "## \(policy.name.value)\n\n"
    if let description = policy.description { text += line(description) + "\n\n" }
    var facts = ["A violation is \(consequence(policy))."]
    if let owner = policy.owner { facts.append("Owned by \(line(owner)).") }
    facts.append(policy.allowsExceptions ? "Exceptions may be granted." : "No exceptions are granted.")
    if policy.failurePolicy == .ignore { facts.append("A request that it has no answer for passes.") }
    text += facts.joined(separator: " ") + "\n"
    if let remediation = policy.remediation { text += "\nWhat to do: \(line(remediation))\n" }
    if case .object(_, let properties)? = policy.parameterSchema, !properties.isEmpty {
      text += "\n| parameter | type | needed | what it is for |\n|---|---|---|---|\n"
      for property in properties {
        text += "| `\(property.name.value)` | \(property.schema.name) | \(property.isRequired ? "yes" : "no") "
        text += "| \(cell(property.description ?? "")) |\n"
      }
    }
    if !policy.matchConditions.isEmpty {
      text += "\nIt applies where all of these hold:\n\n"
      for condition in policy.matchConditions { text += "- `\(line(condition.expression.text))`\n" }
    }
    text += "\nWhat must hold:\n"
    for validation in policy.validations {
      text += "\n- **\(policy.code(of: validation))**"
      if let message = validation.message { text += ": else \(line(message))" }
      text += "\n\n  ```\n" + validation.expression.text.split(separator: "\n").map { "  \($0)\n" }.joined() + "  ```\n"
    }
    return text
  }

  private static func consequence(_ policy: Policy) -> String {
    switch policy.severity {
    case .error: "an error, which denies the request"
    case .warning: "a warning"
    case .note: "a note"
    }
  }

  private static func line(_ text: String) -> String {
    printable(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private static func cell(_ text: String) -> String { line(text).split(separator: "|").joined(separator: "\\|") }
}
