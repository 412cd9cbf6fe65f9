package import ArgumentParser
import Findings
package import Gate
import Platform
package import Policies
package import Reports

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

  /// The catalog's folder. Why there is none goes to standard error.
  package func directory(style: TextStyle) throws -> String {
    do throws(GateError) {
      return try CatalogLocation.find(option: catalog, configuration: try Configuration(option: configuration))
    } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
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

  /// Checks the requests of some paths. Why nothing could be checked goes to standard error.
  package func run(_ paths: [String], style: TextStyle) throws -> CheckRun {
    try gate.run(RequestFiles(paths: paths), try options(), style: style)
  }

  /// The configuration.
  package func configuration() throws(GateError) -> Configuration {
    try Configuration(option: gate.catalogOptions.configuration)
  }

  /// What gates are made of. Why it cannot be used goes to standard error.
  package func material(regions: Set<String>, style: TextStyle) throws -> GateMaterial {
    let options = try options()
    do throws(GateError) {
      return try GateMaterial(options, regions: regions)
    } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
  }

  /// The policies of some paths, or of the configuration.
  package func policies(of material: GateMaterial, _ paths: [String], style: TextStyle) throws -> PolicySet? {
    do throws(GateError) {
      return try material.policies(paths.isEmpty ? nil : paths)
    } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
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
