public import Catalog
public import Costs
public import Findings
public import Platform

/// Why no request could be checked at all.
public enum GateError: Error, Sendable {
  /// The configuration cannot be used.
  case configuration(findings: [Finding], source: SourceFile)
  /// The baseline cannot be used.
  case baseline(findings: [Finding], source: SourceFile)
  /// A sheet of the quotas of an AWS account cannot be used.
  case quotaSheet(findings: [Finding], source: SourceFile)
  /// The cost profile cannot be used.
  case costProfile(CostProfileError)
  /// The catalog cannot be used.
  case catalog(CatalogError)
  /// No catalog was named, and none lies where one is expected.
  case noCatalog(expected: String)
  /// The policies cannot be used.
  case policies(findings: [Finding], sources: [SourceFile])
  /// The paths that should hold policies hold none.
  case noPolicies(paths: [String])
  /// A file cannot be read.
  case file(FileError)
  /// Rules, policies or options of the cost profile that a command names do not exist, or may not be ignored.
  case selection(String, help: String)
  /// Git cannot tell what there was at a revision.
  case history(revision: String, GitRepository.Failure)
  /// Requests that exist already cannot be counted.
  case existing(findings: [Finding], sources: [SourceFile])
  /// An input was another one when it was read again, for budgets.
  case changedWhileRead
  /// The paths hold no cluster request.
  case noRequest(skipped: Int)
}
