public import Findings
public import Policies

/// A reference of an organisation's policies in Markdown.
public enum PolicyReference {
  /// A section for each policy: what it is for, its parameters, and what must hold.
  public static func render(_ policies: [Policy]) -> PrintableText {
    PrintableText(alreadyPrintable: markdown(policies))
  }

  /// The same, and a table of the budgets.
  public static func render(_ documents: PolicyDocuments) -> PrintableText {
    PrintableText(alreadyPrintable: markdown(documents.policies) + BudgetReference.markdown(documents.budgets))
  }

  /// The section of one policy.
  public static func render(_ policy: Policy) -> PrintableText { PrintableText(alreadyPrintable: section(policy)) }

  private static func markdown(_ policies: [Policy]) -> String {
    var text = "# Policies\n\n| policy | what it is for | a violation is |\n|---|---|---|\n"
    for policy in policies {
      let name = policy.name.value
      let description = MarkdownText.escaped(policy.description ?? "", keepingAddresses: true)
      text += "| [\(name)](#\(name)) | \(description) | \(consequence(policy)) |\n"
    }
    return text + policies.map { "\n" + section($0) }.joined()
  }

  private static func section(_ policy: Policy) -> String {
    var text = "## \(policy.name.value)\n\n"
    if let description = policy.description {
      text += MarkdownText.escaped(description, keepingAddresses: true) + "\n\n"
    }
    var facts = ["A violation is \(consequence(policy))."]
    if let owner = policy.owner { facts.append("Owned by \(MarkdownText.escaped(owner, keepingAddresses: true)).") }
    facts.append(policy.allowsExceptions ? "Exceptions may be granted." : "No exceptions are granted.")
    if policy.failurePolicy == .ignore { facts.append("A request that it has no answer for passes.") }
    text += facts.joined(separator: " ") + "\n"
    if let remediation = policy.remediation {
      text += "\nWhat to do: \(MarkdownText.escaped(remediation, keepingAddresses: true))\n"
    }
    if case .object(_, let properties)? = policy.parameterSchema, !properties.isEmpty {
      text += "\n| parameter | type | where it is not given | what it is for |\n|---|---|---|---|\n"
      for property in properties {
        text += "| \(MarkdownText.cellCode(property.name.value)) | \(type(property.schema)) | \(absence(property)) "
        text += "| \(MarkdownText.escaped(property.description ?? "", keepingAddresses: true)) |\n"
      }
    }
    if !policy.matchConditions.isEmpty {
      text += "\nIt applies where all of these hold:\n\n"
      for condition in policy.matchConditions { text += "- \(MarkdownText.code(condition.expression.text))\n" }
    }
    text += "\nWhat must hold:\n"
    for validation in policy.validations {
      text += "\n- **\(policy.code(of: validation))**"
      if let reason = validation.reason { text += " (\(reason.rawValue))" }
      if let message = validation.message { text += ": else \(MarkdownText.escaped(message, keepingAddresses: true))" }
      text += "\n\n" + MarkdownText.block(validation.expression.text, indentation: "  ")
      if let remediation = validation.remediation {
        text += "\n  What to do: \(MarkdownText.escaped(remediation, keepingAddresses: true))\n"
      }
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

  /// The type of a parameter in words.
  private static func type(_ schema: ParameterSchema) -> String {
    switch schema {
    case .string(let allowed) where !allowed.isEmpty:
      "one of " + allowed.map(MarkdownText.cellCode).joined(separator: ", ")
    case .list(let element): "list of \(type(element))"
    case .map(let value): "mapping to \(type(value))"
    case .object(_, let properties):
      "mapping of " + properties.map { MarkdownText.cellCode($0.name.value) }.joined(separator: ", ")
    default: schema.name
    }
  }

  private static func absence(_ property: ParameterSchema.Property) -> String {
    if let standard = property.standardText { return MarkdownText.cellCode(standard) }
    return property.isRequired ? "an error" : "nothing"
  }
}
