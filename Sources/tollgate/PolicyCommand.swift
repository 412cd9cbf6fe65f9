import ArgumentParser

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Write, check, test and explain an organisation's policies.",
    subcommands: [TestPolicies.self, ExplainPolicy.self])
}
