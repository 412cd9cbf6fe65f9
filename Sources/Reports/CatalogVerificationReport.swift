public import Catalog
import Documents
public import Findings

/// The result of `tollgate catalog verify`.
public enum CatalogVerificationReport {
  /// For people.
  public static func text(_ problems: [CatalogError], directory: String, style: TextStyle) -> PrintableText {
    guard !problems.isEmpty else { return "\(directory): \(style.green("sound"))\n" }
    let lines = problems.map { style.red("error") + style.bold(": \($0)") + "\n" }.joined()
    return lines + "\(directory): \(problems.count) problem\(problems.count == 1 ? "" : "s")\n"
  }

  /// For programs.
  public static func json(_ problems: [CatalogError]) -> PrintableText {
    JSONValue.array(
      problems.map { problem in
        .object([
          ("file", .string(problem.file)), ("line", problem.line.map { .integer($0) } ?? .null),
          ("message", .string(problem.message)),
        ])
      }
    ).indented
  }
}
