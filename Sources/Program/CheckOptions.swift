package import ArgumentParser
import Findings
package import Catalog
package import Gate
import Platform

/// The catalog and the configuration that a command uses.
package struct CatalogOptions: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration; else the nearest tollgate.yaml upwards.", valueName: "file"))
  package var configuration: String?

  @Option(
    help: ArgumentHelp(
      "The catalog's folder; else the configuration's, TOLLGATE_CATALOG, or the installed one.", valueName: "folder"))
  package var catalog: String?

  /// The catalog's folder.
  package func directory() throws(GateError) -> String {
    try CatalogLocation.find(option: catalog, configuration: try Configuration(option: configuration))
  }

  /// The catalog with every region.
  package func load() throws(GateError) -> Catalog {
    let directory = try directory()
    do throws(CatalogError) {
      return try ProgramCatalogs.loader.catalog(in: directory, regions: .all)
    } catch { throw .catalog(error) }
  }
}

/// What requests are checked against, and the day.
package struct CheckOptions: ParsableArguments {
  package init() {}

  @OptionGroup package var gate: GateOptions

  @Option(help: ArgumentHelp("The day of the check; else SOURCE_DATE_EPOCH, or today.", valueName: "YYYY-MM-DD"))
  package var asOf: String?

  /// What the options ask for.
  package func options() throws -> CheckRun.Options { gate.options(asOf: try day()) }

  /// Checks the requests of some paths.
  package func run(_ paths: [String]) throws -> CheckRun { try CheckRun(RequestFiles(paths: paths), try options()) }

  /// The configuration.
  package func configuration() throws(GateError) -> Configuration {
    try Configuration(option: gate.catalogOptions.configuration)
  }

  /// What gates are made of.
  package func material(regions: Set<String>) throws -> GateMaterial {
    try GateMaterial(try options(), regions: regions)
  }

  private func day() throws -> CalendarDate {
    if let asOf {
      guard let day = CalendarDate(asOf) else {
        throw ValidationError("`\(printable(asOf, limit: 40))` is not a day; write --as-of YYYY-MM-DD.")
      }
      return day
    }
    return try Today.byEnvironment()
  }
}
