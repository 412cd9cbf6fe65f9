import ArgumentParser
import Gate
import Program
import Reports

struct PolicyPriceCommand: CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "price", abstract: "Say what each policy costs a month over some requests.",
    discussion: """
      For each request it finds the cheapest that passes and whose nodes are as good, in every region, mode and number of \
      nodes, with all policies and without each of them. The difference is what the policy costs.

      Exits with 0 if every request was priced, 1 if one is not complete, 2 for what cannot be used.
      """)

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<PolicyPriceFormats>

  @Option(help: ArgumentHelp("Policies and parameters beside the configuration's.", valueName: "path"))
  var policies: [String] = []

  func run() throws {
    var options = try check.options()
    options.controls.policies = policies
    let run = try PolicyPriceRun(RequestFiles(paths: try requestPaths.all(or: options.configuration)), options)
    run.basis.pricingWarnings.forEach { Output.warning($0) }
    try output.write(run)
    if run.files.isUnreadable { throw ExitCode.unusable }
    if !run.unpriced.isEmpty { throw ExitCode.denied }
  }
}
