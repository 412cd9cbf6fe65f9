import ArgumentParser
import Program
import Reports

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", _superCommandName: Tool.name,
    abstract: "Write, check, test and explain an organisation's policies.",
    subcommands: [
      PolicyCheckCommand.self, PolicyTestCommand.self, PolicyExplainCommand.self, PolicyDiffCommand.self,
      PolicyPriceCommand.self, PolicyDigestCommand.self, PolicyDocsCommand.self, PolicyFormatCommand.self,
      PolicyInitCommand.self,
    ])
}
