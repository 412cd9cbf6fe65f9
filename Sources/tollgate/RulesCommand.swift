import ArgumentParser
import Gate
import Program
import Reports
import struct Rules.Registry

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: Tool.name, abstract: "List the built-in rules.")

  @OptionGroup var output: OutputOptions<RulesFormats>

  func run() throws {
    try output.write(Registry.complete.entries)
  }
}
