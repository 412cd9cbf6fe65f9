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
    @OptionGroup var output: OutputOptions<CatalogFormats>

    func run() throws {
      let catalog = try catalogOptions.load()
      guard let name else { return try output.write(CatalogReport(.overview, of: catalog)) }
      if let region = catalog.regions[name] {
        try output.write(CatalogReport(.region(region), of: catalog))
      } else if let type = catalog.instanceTypes[name] {
        try output.write(CatalogReport(.instanceType(type), of: catalog))
      } else {
        let names = catalog.regions.keys.sorted() + catalog.instanceTypes.keys
        let nearest = Spelling.nearest(to: name, in: names).first
        throw Failure(
          "the catalog has no region or instance type `\(printable(name, limit: 80))`",
          help: nearest.map { Spelling.question($0) })
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
