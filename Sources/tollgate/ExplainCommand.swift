import ArgumentParser
import Findings
import Gate
import Program
import Reports
import struct Rules.Registry
import Spelling

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: Tool.name,
    abstract: "Explain a rule: what it checks, why it matters, an example, and how to fix it.")

  @Argument(help: "The rule's code or name, such as TG404 or instance-type-offered.")
  var rule: String

  @OptionGroup var output: OutputOptions<RuleFormats>

  func run() throws {
    guard let entry = Registry.complete.entry(of: rule) else {
      let names = Registry.complete.entries.flatMap { [$0.code.description, $0.name] }
      let nearest = Spelling.nearest(to: rule, in: names).first
      throw Failure(
        "there is no rule `\(printable(rule, limit: 80))`",
        help: nearest.map { Spelling.question($0) } ?? "`tollgate rules` lists them")
    }
    try output.write(entry)
  }
}
