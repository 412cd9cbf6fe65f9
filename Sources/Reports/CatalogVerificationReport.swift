public import Catalog
import Documents
public import Findings

/// The result of `tollgate catalog verify`.
public struct CatalogVerificationReport: Sendable {
  private let problems: [CatalogError]
  private let directory: String

  /// A report on the problems in a catalog's folder.
  public init(_ problems: [CatalogError], directory: String) {
    self.problems = problems
    self.directory = directory
  }

  /// For people.
  public func text(style: TextStyle) -> PrintableText {
    guard !problems.isEmpty else { return "\(directory): \(style.green("sound"))\n" }
    let lines = problems.map { style.red("error") + style.bold(": \($0)") + "\n" }.joined()
    return lines + "\(directory): \(problems.count) problem\(problems.count == 1 ? "" : "s")\n"
  }

  /// For programs.
  public var json: PrintableText {
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
