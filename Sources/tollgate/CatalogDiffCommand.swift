import ArgumentParser
import Catalog
import Findings
import Gate
import Program
import Reports

struct CatalogDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what differs between two catalogs, and what that does to bills.",
    discussion:
      "With requests, their bills by both catalogs are compared; the rest is as `tollgate cost --diff` has it.")

  @Argument(help: ArgumentHelp("The folder of the old catalog.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The folder of the new catalog.", valueName: "new"))
  var new: String

  @Argument(help: ArgumentHelp("Requests whose bills are compared: files and folders.", valueName: "request"))
  var requests: [String] = []

  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<CatalogDifferenceFormats>

  func validate() throws {
    if check.gate.catalogOptions.catalog != nil {
      throw ValidationError("The two catalogs are named by their folders; leave out --catalog.")
    }
  }

  func run() throws {
    let (before, after) = (try load(old), try load(new))
    try output.write(CatalogDifferenceReport(from: before, to: after, bills: requests.isEmpty ? nil : try bills()))
  }

  private func load(_ folder: String) throws(GateError) -> Catalog {
    do throws(CatalogError) { return try ProgramCatalogs.loader.catalog(in: folder, regions: .all) } catch {
      throw .catalog(error)
    }
  }

  private func bills() throws -> CostDifferenceRun {
    var options = try check.options()
    func run(_ folder: String) throws -> CheckRun {
      options.catalog = folder
      let run = try CheckRun(RequestFiles(paths: requests), options)
      guard !run.files.isUnreadable else { throw Failure { ErrorText.render(run.files, $0) } }
      return run
    }
    return try CostDifferenceRun(old: run(old), new: run(new))
  }
}
