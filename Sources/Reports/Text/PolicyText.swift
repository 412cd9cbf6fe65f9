import CEL
import Documents
import Findings
import Policies

/// A policy as `tollgate explain` explains it.
struct PolicyText {
  let style: TextStyle

  /// What it is for, when it applies, what must hold and what to do.
  func explain(_ policy: Policy) -> PrintableText {
    var text = style.bold(PrintableText(policy.name.value)) + "\n"
    text += "\(policy.severity.rawValue), \(policy.allowsExceptions ? "may be excused" : "cannot be excused")"
    if let owner = policy.owner { text += ", owned by \(owner)" }
    text += "; at \(policy.place.source):\(policy.place.range.start.line)\n"
    if let description = policy.description { text += section("What it is for", [description]) }
    if !policy.matchConditions.isEmpty {
      text += section("Where it applies", policy.matchConditions.map(\.expression.text), isCode: true)
    }
    for validation in policy.validations {
      text += section("What must hold: \(policy.code(of: validation))", [validation.expression.text], isCode: true)
      if let message = validation.message { text += Paragraph.wrapped("else: " + message, style) }
      if let remediation = validation.remediation { text += Paragraph.wrapped("what to do: " + remediation, style) }
    }
    if let remediation = policy.remediation { text += section("What to do", [remediation]) }
    return text + "\n`tollgate policy explain \(policy.name.value) REQUEST` shows how it comes to its answer\n"
  }

  private func section(_ title: String, _ bodies: [String], isCode: Bool = false) -> PrintableText {
    var text = "\n" + style.bold(PrintableText(title)) + "\n"
    for body in bodies {
      guard isCode else {
        text += Paragraph.wrapped(body, style)
        continue
      }
      for line in body.split(separator: "\n") { text += "    \(String(line))\n" }
    }
    return text
  }

  static func json(_ policy: Policy) -> PrintableText {
    JSONValue.object([
      ("policy", .string(policy.name.value)), ("severity", .string(policy.severity.rawValue)),
      ("isWaivable", .boolean(policy.allowsExceptions)), ("owner", JSONValue(policy.owner)),
      ("description", JSONValue(policy.description)), ("remediation", JSONValue(policy.remediation)),
      ("matchConditions", .array(policy.matchConditions.map { .string($0.expression.text) })),
      (
        "validations",
        .array(
          policy.validations.map { validation in
            .object([
              ("code", .string("\(policy.code(of: validation))")), ("expression", .string(validation.expression.text)),
              ("message", JSONValue(validation.message)), ("remediation", JSONValue(validation.remediation)),
            ])
          })
      ),
    ]).indented
  }
}
