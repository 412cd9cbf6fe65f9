import Documents
public import Findings
public import Rules

/// The built-in rules as JSON.
public enum RulesJSON {
  /// Every rule with its documentation.
  public static func list(_ entries: [RuleEntry]) -> PrintableText {
    JSONValue.array(entries.map { value($0) }).indented
  }

  /// One rule with its documentation.
  public static func explain(_ entry: RuleEntry) -> PrintableText { value(entry).indented }

  private static func value(_ entry: RuleEntry) -> JSONValue {
    .object([
      ("code", .string(entry.code.description)),
      ("name", .string(entry.name)),
      ("severity", .string(entry.severity.rawValue)),
      ("isWaivable", .boolean(entry.isWaivable)),
      ("checks", .string(entry.documentation.checks)),
      ("why", .string(entry.documentation.why)),
      ("example", .string(entry.documentation.example)),
      ("fixed", .string(entry.documentation.fixed)),
      ("fix", .string(entry.documentation.fix)),
      (
        "parameters",
        .array(
          entry.parameters.map {
            .object([("name", .string($0.name)), ("default", .string($0.default)), ("summary", .string($0.summary))])
          })
      ),
    ])
  }
}
