package import Requests
package import ArgumentParser
package import Gate
package import Platform

/// What requests are checked against, but for the day.
package struct GateOptions: ParsableArguments {
  package init() {}

  @OptionGroup package var catalogOptions: CatalogOptions

  @Option(help: ArgumentHelp("The cost profile; else the configuration's, or the catalog's.", valueName: "file"))
  package var costProfile: String?

  @Option(
    help: ArgumentHelp(
      "An option of the cost profile, besides the configuration's `costOptions`; may be given again.", valueName: "name"
    ))
  package var costOption: [String] = []

  @Option(
    help: ArgumentHelp(
      "The generation of the control plane's contract: kubernetes or direct; else the configuration's, or kubernetes.",
      valueName: "generation"))
  package var generation: Generation?

  @Option(help: ArgumentHelp("Who asks, for policies; else the environment's USER.", valueName: "name"))
  package var user: String?

  /// What the options ask for, on a day.
  package func options(asOf day: CalendarDate, isSubmission: Bool = false) -> CheckRun.Options {
    var options = Self.options(
      configuration: catalogOptions.configuration, catalog: catalogOptions.catalog, costProfile: costProfile,
      user: user,
      asOf: day, isSubmission: isSubmission)
    options.costOptions = CostOptions(costOption)
    options.contract.generation = generation
    return options
  }

  /// What some values of the options ask for, with the program's loader of catalogs.
  package static func options(
    configuration: String?, catalog: String?, costProfile: String? = nil, user: String? = nil, asOf day: CalendarDate,
    isSubmission: Bool = false
  ) -> CheckRun.Options {
    CheckRun.Options(
      configuration: configuration, catalog: catalog, costProfile: costProfile,
      user: user ?? ProcessEnvironment.variable("USER") ?? "", asOf: day, isSubmission: isSubmission,
      loader: ProgramCatalogs.loader)
  }

  /// Checks requests that are to be submitted, today. Nothing else may say which day it is: on another one an exception
  /// that has expired would count, or a change freeze be over.
  package func runForSubmission(
    _ files: RequestFiles, existing: [String], organization: String? = nil, project: String? = nil
  ) throws -> CheckRun {
    var options = options(asOf: try Today.bySystemClock(), isSubmission: true)
    options.contract.organization = organization
    options.contract.project = project
    options.existing = existing
    return try CheckRun(files, options)
  }
}
