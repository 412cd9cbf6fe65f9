import ArgumentParser
import Program
import Reports

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: Tool.name, abstract: "List the built-in rules.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.write { format, style in
      switch format {
      case .json: RulesJSON.list()
      default: RulesText(style: style).list()
      }
    }
  }
}
