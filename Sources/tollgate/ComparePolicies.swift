import Requests
import Findings
import ArgumentParser
import Gate
import Policies
import Program
import Reports

struct ComparePolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show which verdicts on past requests another state of the policies would change.",
    discussion: "Exits with 0 if no verdict changes, 1 if one does, 2 for what cannot be read.")

  @Argument(help: "The folder of the policies as they were.")
  var old: String

  @Argument(help: "The folder of the policies as they are to be.")
  var new: String

  @Option(help: ArgumentHelp("Files or folders of requests.", valueName: "path"))
  var requests: [String]

  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if requests.isEmpty { throw ValidationError("Name the requests to compare on with --requests.") }
  }

  func run() throws {
    let style = output.errorStyle
    let files = try RequestFiles(paths: requests).whole(style: style)
    let material = try check.material(regions: Set(files.drafts.compactMap { $0.region?.value }), style: style)
    let options = try check.options()
    let before = material.gate(try check.policies(of: material, [old], style: style), options)
    let after = material.gate(try check.policies(of: material, [new], style: style), options)
    let differences = files.drafts.map { draft in
      let (one, other) = (before.evaluate(draft), after.evaluate(draft))
      return PolicyDifference(
        draft, before: (one.isApproved, one.findings), after: (other.isApproved, other.findings))
    }
    try output.write { format, style in
      switch format {
      case .json: PolicyDifferenceJSON.render(differences)
      default: PolicyDifferenceText(style: style).render(differences)
      }
    }
    if differences.contains(where: \.flips) { throw ExitCode.denied }
  }
}

extension RequestFiles {
  /// The same, if all of it could be read and there is a request; why not goes to standard error.
  func whole(style: TextStyle) throws -> RequestFiles {
    if syntaxErrors.isEmpty, fileErrors.isEmpty, !drafts.isEmpty { return self }
    let text = FindingText(sources: sources, style: style)
    Output.standardError(syntaxErrors.map { text.render($0) }.joined())
    for error in fileErrors { Output.standardError(ErrorText.message("\(error)", help: nil, style)) }
    if syntaxErrors.isEmpty, fileErrors.isEmpty {
      Output.standardError(ErrorText.render(.noRequest(skipped: skipped), style: style))
    }
    throw ExitCode.unusable
  }
}
