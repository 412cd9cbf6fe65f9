import Costs
import Findings
import Gate
import Reports

/// Sentences for an editor.
enum EditorWords {
  /// Why requests cannot be checked, and where the reason stands, if it stands in a file.
  static func problem(_ error: GateError) -> (message: String, place: Place?) {
    func first(_ findings: [Finding], _ what: String) -> (message: String, place: Place?) {
      let finding = findings.first { $0.severity == .error } ?? findings.first
      return ("\(what) cannot be used: \(finding?.message ?? "run `tollgate check` to see why")", finding?.place)
    }
    switch error {
    case .configuration(let findings, _): return first(findings, "the configuration")
    case .baseline(let findings, _): return first(findings, "the baseline")
    case .quotaSheet(let findings, _): return first(findings, "a sheet of quotas")
    case .policies(let findings, _): return first(findings, "the policies")
    case .costProfile(let error): return first(error.findings, "the cost profile")
    default:
      let text = ErrorText.render(error, style: TextStyle(isColored: false))?.text ?? "\(error)"
      let line = text.split(separator: "\n").first.map(String.init) ?? ""
      return (line.hasPrefix("error: ") ? String(line.dropFirst("error: ".count)) : line, nil)
    }
  }

  /// What an editor shows of a finding.
  static func message(_ finding: Finding) -> String {
    var lines = [finding.message]
    lines += finding.notes.map { "note: \($0)" } + finding.help.map { "help: \($0)" }
    if let exception = finding.exception {
      lines.append("excused by the exception `\(exception.name)` until \(exception.expires)")
    } else if finding.isInBaseline {
      lines.append("excused by the baseline")
    }
    return lines.map { printable($0) }.joined(separator: "\n")
  }

  /// What a field may hold, in Markdown.
  static func field(_ name: String, _ schema: FieldSchema, isRequired: Bool) -> String {
    var text = "**\(printable(name, limit: 80))**"
    if !schema.types.isEmpty { text += " · \(schema.types.joined(separator: " or "))" }
    if isRequired { text += " · required" }
    if schema.choices.count > 1 { text += "\n\n" + schema.choices.map { "`\($0)`" }.joined(separator: ", ") }
    if let example = schema.example { text += "\n\n```yaml\n\(name): \(example)\n```" }
    return text
  }
}
