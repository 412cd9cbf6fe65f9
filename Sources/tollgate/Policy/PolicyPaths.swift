import ArgumentParser
import Findings
import Gate
import Policies
import Program
import Reports

/// Which policies a command is about.
struct PolicyPaths: ParsableArguments {
  @Argument(help: "Files or folders of policies; else those of the configuration.")
  var paths: [String] = []

  /// The documents.
  func documents(_ check: CheckOptions, withTests: Bool = false) throws -> PolicyDocuments {
    let configuration = paths.isEmpty ? try check.configuration() : .standard
    let paths = paths.isEmpty ? configuration.policies : paths
    guard !paths.isEmpty else {
      throw Failure("there are no policies", help: "name a folder, or list it under `policies` in tollgate.yaml")
    }
    let documents = PolicyDocuments(paths: paths, withTests: withTests)
    let unreadable = documents.fileErrors
    guard unreadable.isEmpty else {
      throw Failure { style in unreadable.map { ErrorText.message("\($0)", help: nil, style) }.joined() }
    }
    try configuration.checkPolicies(documents.sources, at: paths)
    guard !documents.policies.isEmpty || !documents.budgets.isEmpty || !documents.findings.isEmpty else {
      throw Failure(
        "there are no policies in \(paths.map { printable($0) }.joined(separator: ", "))",
        help: "policies are documents of `kind: Policy` in files that end in .yaml")
    }
    return documents
  }
}
