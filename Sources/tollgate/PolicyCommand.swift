import ArgumentParser
import Program
import Reports

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", _superCommandName: Tool.name,
    abstract: "Write, check, test and explain an organisation's policies.",
    subcommands: [
      CheckPolicies.self, TestPolicies.self, ExplainPolicy.self, ComparePolicies.self, DocumentPolicies.self,
      FormatPolicies.self, StartPolicies.self,
    ])
}
