import ArgumentParser
import Documents
import Gate
import Glibc
import Policies
import Reports

/// Which catalog, configuration and day a command uses.
struct CatalogOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration; else the nearest tollgate.yaml upwards.", valueName: "file"))
  var configuration: String?

  @Option(
    help: ArgumentHelp(
      "The catalog's folder; else the configuration's, TOLLGATE_CATALOG, or the installed one.", valueName: "folder"))
  var catalog: String?
}

/// What a command checks.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @OptionGroup var check: CheckOptions

  /// Runs the check. Why nothing could be checked goes to standard error.
  func run(style: TextStyle, isSubmission: Bool = false) throws -> CheckRun {
    try check.run(RequestFiles(paths: paths), style: style, isSubmission: isSubmission)
  }
}

/// What requests are checked against.
struct CheckOptions: ParsableArguments {
  @OptionGroup var catalogOptions: CatalogOptions

  @Option(help: ArgumentHelp("The cost profile; else the configuration's, or the catalog's.", valueName: "file"))
  var costProfile: String?

  @Option(help: ArgumentHelp("The day of the check; else SOURCE_DATE_EPOCH, or today.", valueName: "YYYY-MM-DD"))
  var asOf: String?

  @Option(help: ArgumentHelp("Who asks, for policies; else the environment's USER.", valueName: "name"))
  var user: String?

  /// Checks requests that have been read. Why nothing could be checked goes to standard error.
  func run(_ files: RequestFiles, style: TextStyle, isSubmission: Bool) throws -> CheckRun {
    let options = try options(isSubmission: isSubmission)
    do throws(GateError) {
      return try CheckRun(files, options)
    } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
  }

  /// What the options ask for.
  func options(isSubmission: Bool = false) throws -> CheckRun.Options {
    CheckRun.Options(
      configuration: catalogOptions.configuration, catalog: catalogOptions.catalog, costProfile: costProfile,
      user: user ?? ProcessEnvironment.variable("USER") ?? "", asOf: try day(), isSubmission: isSubmission)
  }

  /// The configuration.
  func configuration() throws(GateError) -> Configuration {
    try Configuration(option: catalogOptions.configuration)
  }

  /// What gates are made of. Why it cannot be used goes to standard error.
  func material(regions: Set<String>, style: TextStyle) throws -> GateMaterial {
    let options = try options()
    do throws(GateError) {
      return try GateMaterial(options, regions: regions)
    } catch {
      Output.standardError(ErrorText.render(error, style: style))
      throw ExitCode.unusable
    }
  }

  /// The policies of some paths, or of the configuration.
  func policies(of material: GateMaterial, _ paths: [String], style: TextStyle) throws -> PolicySet? {
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
    // https://reproducible-builds.org/specs/source-date-epoch/
    if let text = ProcessEnvironment.variable("SOURCE_DATE_EPOCH"), !text.isEmpty {
      guard let seconds = Int(text), seconds >= 0 else {
        throw ValidationError("SOURCE_DATE_EPOCH is `\(printable(text, limit: 40))`, not a number of seconds.")
      }
      return CalendarDate(secondsSinceEpoch: seconds)
    }
    return CalendarDate(secondsSinceEpoch: time(nil))
  }
}
