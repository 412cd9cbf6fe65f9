import Findings
import ArgumentParser
import Gate
import Policies
import Program
import Reports

struct TestPolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of policies, which lie beside them in files that end in .test.yaml.",
    discussion: "Exits with 0 if all pass, 1 if one fails or the coverage is below the threshold, 2 for bad documents.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Show which outcomes of the policies' decisions the tests have not seen.")
  var coverage = false

  @Option(help: ArgumentHelp("The least coverage, in percent.", valueName: "number"))
  var threshold: Double?

  @Option(help: ArgumentHelp("Run only cases whose `test: case` contains this text.", valueName: "text"))
  var filter: String?

  func validate() throws {
    if let threshold, !(0...100).contains(threshold) {
      throw ValidationError("The threshold is \(threshold), not between 0 and 100.")
    }
  }

  func run() throws {
    let style = output.errorStyle
    let documents = try paths.documents(check, style: style, withTests: true)
    let (tests, findings) = PolicyTestRun.tests(of: documents)
    let material = try check.material(regions: PolicyTestRun.regions(of: tests), style: style)
    let run = PolicyTestRun(
      tests, of: documents, testFindings: findings, catalog: material.catalog, costProfile: material.costProfile,
      loader: ProgramCatalogs.loader, filter: filter)
    try output.write(formats: [.text, .json, .junit]) { format, style in
      switch format {
      case .json: PolicyTestJSON.render(run)
      case .junit: JUnitXML.render(run)
      default: PolicyTestText(style: style).render(run, withCoverage: coverage)
      }
    }
    if run.findings.contains(where: { $0.severity == .error }) { throw ExitCode.unusable }
    guard !run.outcomes.isEmpty else {
      let help = filter == nil ? "tests lie in files that end in `.test.yaml`" : "the filter matches no case"
      Output.standardError(ErrorText.message("there are no tests of policies here", help: help, style))
      throw ExitCode.unusable
    }
    if !run.outcomes.allSatisfy(\.hasPassed) { throw ExitCode.denied }
    if let threshold, run.coverage.percent < threshold {
      Output.standardError(
        ErrorText.message(
          "the coverage is below \(threshold) percent", help: "`--coverage` shows what is missing", style))
      throw ExitCode.denied
    }
  }
}

/// Which policies a command is about.
struct PolicyPaths: ParsableArguments {
  @Argument(help: "Files or folders of policies; else those of the configuration.")
  var paths: [String] = []

  /// The documents. Why there are none goes to standard error.
  func documents(_ check: CheckOptions, style: TextStyle, withTests: Bool = false) throws -> PolicyDocuments {
    var paths = paths
    if paths.isEmpty {
      do throws(GateError) { paths = try check.configuration().policies } catch {
        Output.standardError(ErrorText.render(error, style: style))
        throw ExitCode.unusable
      }
    }
    guard !paths.isEmpty else {
      Output.standardError(
        ErrorText.message(
          "there are no policies", help: "name a folder, or list it under `policies` in tollgate.yaml", style))
      throw ExitCode.unusable
    }
    let documents = PolicyDocuments(paths: paths, withTests: withTests)
    guard documents.fileErrors.isEmpty else {
      for error in documents.fileErrors { Output.standardError(ErrorText.message("\(error)", help: nil, style)) }
      throw ExitCode.unusable
    }
    guard !documents.policies.isEmpty || !documents.findings.isEmpty else {
      let help = "policies are documents of `kind: Policy` in files that end in .yaml"
      Output.standardError(
        ErrorText.message("there are no policies in \(paths.joined(separator: ", "))", help: help, style))
      throw ExitCode.unusable
    }
    return documents
  }
}
