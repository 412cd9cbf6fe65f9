import ArgumentParser
import Catalog
import Findings
import Glibc
import Program
import Reports

/// The command line. Exit codes: 0 approved, 1 denied, 2 wrong usage or unusable input, 3 the control plane refused or
/// could not be reached, 130 interrupted.
@main
struct Tollgate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Checks and prices requests to create a Lightning AI BYOC cluster in your own AWS account.",
    version: Tool.version,
    subcommands: [
      CheckCommand.self, CostCommand.self, WhatIfCommand.self, SuggestCommand.self, CatalogCommand.self,
      RulesCommand.self,
      ExplainCommand.self, PolicyCommand.self, CELCommand.self, SchemaCommand.self, InitCommand.self,
      LSPCommand.self,
    ] + Companion.commands)

  static func main() {
    let arguments = ProgramStart.arguments(loadingCatalogsWith: IndexedCatalogs(making: Companion.makeIndex))
    if let refusal = Arguments.refusal(of: arguments) {
      CommandTree.end(Failure(refusal.message, help: refusal.help))
    }
    if arguments == ["--version"] { printVersion() }
    if let shell = CompletionScript.shell(in: arguments) { CompletionScript.print(for: shell) }
    if Companion.has(arguments) { Companion.become(arguments) }
    CommandTree(Self.self).run(arguments) { arguments in
      guard let check = try CheckInvocation(plain: arguments) else { return false }
      try check.run()
      return true
    }
  }

  private static func printVersion() -> Never {
    var text: PrintableText = "\(Tool.name) \(Tool.version)"
    if let revision = Revision.ofInstallation { text += " (\(revision))" }
    do { try Output.standardOutput(text + "\n") } catch { Glibc.exit(ExitCode.unusable.rawValue) }
    Glibc.exit(0)
  }
}
