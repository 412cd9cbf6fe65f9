import Platform
import Documents
public import Findings
public import Gate
import Policies
import Requests
import Rules

/// The report of `tollgate check` in the Static Analysis Results Interchange Format 2.1.0 (OASIS,
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), as code scanning reads it.
///
/// What an exception or the baseline excuses is left out unless somebody asks for suppressions: GitHub honours them only when
/// an alert is first made, and would later show it as open.
public struct CheckSARIF: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "sarif"

  private var results = CheckResults(withFingerprints: true)
  private var count = 0
  /// The codes of the results so far, in order of their first one.
  private var codes: [RuleCode] = []
  private var indices: [RuleCode: Int] = [:]

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = ""
    for result in basis.showsSuppressions ? results.results(of: part, basis) : results.unexcused(in: part, basis) {
      text += count == 0 ? Self.head : ",\n        "
      text += value(result, withSuppressions: basis.showsSuppressions).indented(by: 4)
      count += 1
    }
    return text
  }

  /// The end of the report: what made it, and the rules that found something.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    let driver = JSONValue.object([
      ("name", .string(Tool.name)), ("version", .string(Tool.version)), ("semanticVersion", .string(Tool.version)),
      ("rules", .array(codes.map { Self.rule($0, basis) })),
    ])
    let tool = JSONValue.object([("driver", driver)])
    let properties = JSONValue.object([
      ("partial", .boolean(basis.isPartial)), ("exceptions", .boolean(basis.obeysExceptions)),
      ("generation", .string(basis.generation.rawValue)),
    ])
    return (count == 0 ? Self.head : "") + "\n      ],\n      \"columnKind\": \"unicodeCodePoints\",\n      \"tool\": "
      + tool.indented(by: 3) + ",\n      \"properties\": " + properties.indented(by: 3) + "\n    }\n  ]\n}\n"
  }

  private static let head: PrintableText = """
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "results": [
            
    """

  /// A result. The results of a run all have suppressions, or none has (SARIF 2.1.0, section 3.27.23).
  private mutating func value(_ result: CheckResult, withSuppressions: Bool) -> JSONValue {
    var location: [(key: String, value: JSONValue)] = [
      ("artifactLocation", .object([("uri", .string(PercentEncoding.encoded(path: result.path)))]))
    ]
    if let range = result.range { location.append(("region", Self.region(range))) }
    var members: [(key: String, value: JSONValue)] = [
      ("ruleId", .string(result.code.description)), ("ruleIndex", .integer(index(of: result.code))),
      ("level", .string(result.severity.rawValue)),
      ("message", .object([("text", .string(result.sentence))])),
      ("locations", .array([.object([("physicalLocation", .object(location))])])),
      ("partialFingerprints", .object([("tollgate/v1", .string(result.fingerprint))])),
    ]
    if let edit = result.edit {
      let change = JSONValue.object([
        ("artifactLocation", .object([("uri", .string(PercentEncoding.encoded(path: result.path)))])),
        (
          "replacements",
          .array(
            edit.replacements.map { one in
              .object([
                ("deletedRegion", Self.region(one.range)), ("insertedContent", .object([("text", .string(one.text))])),
              ])
            })
        ),
      ])
      members.append(("fixes", .array([.object([("artifactChanges", .array([change]))])])))
    }
    if withSuppressions {
      members.append(("suppressions", .array(Self.suppression(of: result).map { [$0] } ?? [])))
    }
    return .object(members)
  }

  /// What excuses a result: an exception or the baseline, which both lie in files of their own.
  private static func suppression(of result: CheckResult) -> JSONValue? {
    let reason = result.exception.map { exception in
      "Exception \(exception.name) until \(exception.expires) (\(exception.ticket), \(exception.approvedBy)): \(exception.reason)"
    }
    guard let words = reason ?? (result.isInBaseline ? "It is in the baseline." : nil) else { return nil }
    return .object([
      ("kind", .string("external")), ("status", .string("accepted")), ("justification", .string(words)),
    ])
  }

  private mutating func index(of code: RuleCode) -> Int {
    if let index = indices[code] { return index }
    codes.append(code)
    indices[code] = codes.count - 1
    return codes.count - 1
  }

  /// Ends of regions are exclusive, here as there.
  private static func region(_ range: SourceRange) -> JSONValue {
    .object([
      ("startLine", .integer(range.start.line)), ("startColumn", .integer(range.start.column)),
      ("endLine", .integer(range.end.line)), ("endColumn", .integer(range.end.column)),
    ])
  }

  private static func rule(_ code: RuleCode, _ basis: CheckBasis) -> JSONValue {
    func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }
    var members: [(key: String, value: JSONValue)] = [("id", .string(code.description))]
    if let entry = Registry.complete.entry(of: code.description) {
      let documentation = entry.documentation
      // The pages have no public address, so that there is no `helpUri`.
      let fix = "\(documentation.why)\n\n\(documentation.fix)\n\nPage: \(RuleReference.path(of: entry))"
      let example =
        "\n\n" + MarkdownText.block(documentation.example) + "\nbecomes\n\n" + MarkdownText.block(documentation.fixed)
      members += [
        ("name", .string(entry.name)), ("shortDescription", text(documentation.checks)),
        ("fullDescription", text(documentation.why)),
        ("help", .object([("text", .string(fix)), ("markdown", .string(fix + example))])),
        ("defaultConfiguration", .object([("level", .string(entry.severity.rawValue))])),
      ]
    } else if let policy = basis.policies?.documents.policies.first(where: { policy in
      policy.validations.contains { policy.code(of: $0) == code }
    }) {
      let description = policy.description ?? "A policy of the organisation."
      let help = ([description, policy.remediation, policy.owner.map { "Owner: \($0)" }]).compactMap(\.self)
        .joined(separator: "\n\n")
      members += [("shortDescription", text(description)), ("help", text(help))]
    } else if let budget = basis.policies?.documents.budgets.first(where: { budget in
      Budget.Part.allCases.contains { budget.code($0) == code }
    }) {
      let description = budget.description ?? "A budget of the organisation."
      let help = [description, budget.owner.map { "Owner: \($0)" }].compactMap(\.self).joined(separator: "\n\n")
      members += [("shortDescription", text(description)), ("help", text(help))]
    }
    return .object(members)
  }
}
