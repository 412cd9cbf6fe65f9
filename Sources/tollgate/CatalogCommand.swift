import ArgumentParser
import Catalog
import Findings
import Gate
import Program
import Reports
import Spelling

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", _superCommandName: Tool.name, abstract: "Show, compile or verify the AWS catalog.",
    subcommands: [Show.self] + ofCompanion)

  /// Those that read XML.
  static let ofCompanion: [any ParsableCommand.Type] = [Compile.self, Verify.self]

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
        let names = catalog.regions.keys.sorted() + catalog.instanceTypes.keys
        let nearest = Spelling.nearest(to: name, in: names).first
        let message = "the catalog has no region or instance type `\(printable(name, limit: 80))`"
        Output.standardError(
          ErrorText.message(message, help: nearest.map { "did you mean `\($0)`?" }, output.errorStyle))
        throw ExitCode.unusable
      }
    }
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

extension CatalogOptions {
  /// The catalog with every region.
  fileprivate func load(style: TextStyle) throws -> Catalog {
    let directory = try directory(style: style)
    do throws(CatalogError) {
      return try ProgramCatalogs.loader.catalog(in: directory, regions: .all)
    } catch {
      Output.standardError(ErrorText.render(.catalog(error), style: style))
      throw ExitCode.unusable
    }
  }
}
