import ArgumentParser
import Reports

struct Cost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Print the bill of materials of each mode.",
    discussion: "Exits with 0 if every request was priced, 1 if one is not complete, 2 if one could not be read.")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try input.run(style: output.errorStyle)
    try output.write { format, style in
      switch format {
      case .json: CheckJSON.render(run, withLines: true)
      default: CostText(style: style).render(run)
      }
    }
    if !run.files.syntaxErrors.isEmpty || !run.files.fileErrors.isEmpty { throw ExitCode.unusable }
    if run.verdicts.contains(where: { $0.comparison == nil }) { throw ExitCode.denied }
  }
}
