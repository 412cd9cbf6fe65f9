import Requests
import ArgumentParser
import Findings
import Gate
import Policies
import Program
import Reports
import Spelling

struct PolicyExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how a policy comes to what it says of a request, value by value.")

  @Argument(help: "The policy's name.")
  var policy: String

  @Argument(help: "A file with requests, or - for standard input.")
  var request: String

  @Option(
    help: ArgumentHelp("Files or folders of policies; else those of the configuration.", valueName: "path"))
  var policies: [String] = []

  @OptionGroup var check: CheckOptions
  @OptionGroup var colors: ColorOptions

  func run() throws {
    let files = try RequestFiles(paths: [request]).whole
    let material = try check.material(regions: files.regions)
    let set = try material.policies(policies.isEmpty ? nil : policies)
    guard let set, set.documents.policies.contains(where: { $0.name.value == policy }) else {
      let names = set?.documents.policies.map(\.name.value) ?? []
      throw Failure(
        "there is no policy `\(printable(policy, limit: 80))`",
        help: Spelling.nearest(to: policy, in: names).first.map { Spelling.question($0) }
          ?? (names.isEmpty ? "no policies are configured; name them with --policies" : nil))
    }
    let gate = material.gate(set, try check.options())
    let text = PolicyExplanationText(style: colors.style)
    for draft in files.drafts {
      let name = printable(draft.name?.value ?? "(no name)", limit: 80)
      guard let explanations = gate.explain(draft, policy: policy) else {
        throw Failure(
          "policies do not see `\(name)`: it is not complete, or a value has the wrong type",
          help: "`tollgate check` says what is wrong")
      }
      if files.drafts.count > 1 { try Output.standardOutput("\(name) at line \(draft.place.range.start.line)\n\n") }
      try Output.standardOutput(
        explanations.isEmpty
          ? "`\(policy)` does not apply: it has no parameters, or its `matchConstraints` leave the request out\n"
          : colors.style.fitted(text.render(explanations)))
    }
  }
}
