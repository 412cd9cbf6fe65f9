import ArgumentParser
import Program
import Reports

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", _superCommandName: Tool.name,
    abstract: "Show, compare, import, update, compile or verify the AWS catalog.",
    subcommands: [CatalogShowCommand.self, CatalogDiffCommand.self] + ofCompanion)

  /// Those that read XML.
  static let ofCompanion: [any ParsableCommand.Type] = [Import.self, Update.self, Compile.self, Verify.self]

  struct Import: CompanionCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Make a catalog of AWS's own files and of tables.")
  }

  struct Update: CompanionCommand {
    static let configuration = CommandConfiguration(
      commandName: "update", abstract: "Fetch offers, instance types and prices from AWS.")
  }

  struct Compile: CompanionCommand {
    static let configuration = CommandConfiguration(
      commandName: "compile", abstract: "Make the catalog's index, from which checks read.")
  }

  struct Verify: CompanionCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Check the catalog's files against its schema, its manifest and one another.")
  }
}
