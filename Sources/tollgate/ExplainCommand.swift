import ArgumentParser
import Findings
import Gate
import Policies
import Program
import Reports
import struct Rules.Registry
import Spelling

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: Tool.name,
    abstract: "Explain a rule, or a policy: what it checks, why it matters, an example, and how to fix it.")

  @Argument(
    help:
      "A rule's code or name, such as TG404 or instance-type-offered, or a policy of the configuration, or its code.")
  var rule: String

  @Option(help: ArgumentHelp("The configuration; else the nearest tollgate.yaml upwards.", valueName: "file"))
  var config: String?

  @OptionGroup var output: OutputOptions<RuleFormats>

  func run() throws {
    if let entry = Registry.complete.entry(of: rule) { return try output.write(.rule(entry)) }
    let policies = try policies()
    if let policy = policies.first(where: { rule == $0.name.value || rule.hasPrefix($0.name.value + "/") }) {
      return try output.write(.policy(policy))
    }
    let names = Registry.complete.entries.flatMap { [$0.code.description, $0.name] } + policies.map(\.name.value)
    let nearest = Spelling.nearest(to: rule, in: names).first
    throw Failure(
      "there is no rule and no policy `\(printable(rule, limit: 80))`",
      help: nearest.map { Spelling.question($0) } ?? "`tollgate rules` and `tollgate policy docs` list them")
  }

  /// The policies that the configuration names; those with an error are explained too.
  private func policies() throws -> [Policy] {
    let configuration = try Configuration(option: config)
    let documents = PolicyDocuments(paths: configuration.policies)
    if let error = documents.fileErrors.first { throw GateError.file(error) }
    return documents.policies
  }
}
