import ArgumentParser
import Catalog
import Documents
import Gate
import Program
import Reports
import Spelling

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", _superCommandName: Tool.name, abstract: "Show or verify the AWS catalog.",
    subcommands: [Show.self, Verify.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show the regions, or one region or instance type.")

    @Argument(help: "A region or an instance type; else an overview.")
    var name: String?

    @OptionGroup var catalogOptions: CatalogOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let catalog = try catalogOptions.load(style: output.errorStyle)
      let text = { (style: TextStyle) in CatalogText(catalog, style: style) }
      let json = CatalogJSON(catalog)
      guard let name else {
        return try output.write { format, style in format == .text ? text(style).overview() : json.overview() }
      }
      if let region = catalog.regions[name] {
        try output.write { format, style in format == .text ? text(style).region(region) : json.region(region) }
      } else if let type = catalog.instanceTypes[name] {
        try output.write { format, style in format == .text ? text(style).type(type) : json.type(type) }
      } else {
        let names = catalog.regions.keys.sorted() + catalog.instanceTypes.keys.sorted()
        let nearest = Spelling.nearest(to: name, in: names).first
        let message = "the catalog has no region or instance type `\(printable(name, limit: 80))`"
        Output.standardError(
          ErrorText.message(message, help: nearest.map { "did you mean `\($0)`?" }, output.errorStyle))
        throw ExitCode.unusable
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Check the catalog's files against its schema, its manifest and one another.",
      discussion: "Exits with 0 if all is well, else with 2.")

    @OptionGroup var catalogOptions: CatalogOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let directory = try catalogOptions.directory(style: output.errorStyle)
      let problems = CatalogVerification.problems(in: directory)
      try output.write { format, style in
        switch format {
        case .json: CatalogVerificationReport.json(problems)
        default: CatalogVerificationReport.text(problems, directory: directory, style: style)
        }
      }
      if !problems.isEmpty { throw ExitCode.unusable }
    }
  }
}

extension CatalogOptions {
  /// The catalog's folder.
  func directory(style: TextStyle) throws -> String {
    try reporting(style) { () throws(GateError) in
      try CatalogLocation.find(option: catalog, configuration: try Configuration(option: configuration))
    }
  }

  /// The catalog with every region.
  func load(style: TextStyle) throws -> Catalog {
    let directory = try directory(style: style)
    return try reporting(style) { () throws(GateError) in
      do throws(CatalogError) { return try Catalog(directory: directory) } catch { throw .catalog(error) }
    }
  }

  private func reporting<Value>(_ style: TextStyle, _ body: () throws(GateError) -> Value) throws -> Value {
    do throws(GateError) { return try body() } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
  }
}
