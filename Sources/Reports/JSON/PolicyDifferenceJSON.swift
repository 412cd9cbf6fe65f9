import Requests
import Documents
public import Findings
public import Policies

/// The report of `tollgate policy diff` as JSON.
public enum PolicyDifferenceJSON {
  /// The requests whose verdicts or findings change.
  public static func render(_ differences: [PolicyDifference]) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(1)),
      ("requests", .integer(differences.count)),
      (
        "differences",
        .array(
          differences.filter { !$0.isEmpty }.map { difference in
            .object([
              ("file", .string(difference.draft.place.source)),
              ("line", .integer(difference.draft.place.range.start.line)),
              ("name", JSONValue(difference.draft.name?.value)),
              ("before", .string(difference.wasApproved ? "approved" : "denied")),
              ("after", .string(difference.isApproved ? "approved" : "denied")),
              ("appeared", .array(difference.appeared.map { JSONValue($0) })),
              ("vanished", .array(difference.vanished.map { JSONValue($0) })),
            ])
          })
      ),
    ]).indented
  }
}
