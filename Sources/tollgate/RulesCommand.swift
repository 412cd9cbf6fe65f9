import ArgumentParser
import Findings
import Gate
import Program
import Reports
import struct Rules.Registry

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: Tool.name, abstract: "List the built-in rules.",
    discussion: "`tollgate explain CODE` explains one of them, or a policy of the configuration.")

  @Argument(help: "Only rules whose code begins like this, or whose name has this in it: TG4, region.")
  var patterns: [String] = []

  @Option(help: ArgumentHelp("Only rules of this severity: error, warning or note.", valueName: "severity"))
  var severity: RuleSeverity?

  @OptionGroup var output: OutputOptions<RulesFormats>

  func run() throws {
    let entries = Registry.complete.entries.filter { entry in
      guard severity == nil || severity?.rawValue == entry.severity.rawValue else { return false }
      return patterns.isEmpty
        || patterns.contains {
          entry.code.description.hasPrefix($0.uppercased()) || (!$0.isEmpty && entry.name.contains($0.lowercased()))
        }
    }
    if entries.isEmpty {
      throw Failure("no rule is like that", help: "`tollgate rules` lists all of them")
    }
    try output.write(entries)
  }
}

/// The severities by which rules are listed.
enum RuleSeverity: String, NamedChoice {
  case error, warning, note
}
