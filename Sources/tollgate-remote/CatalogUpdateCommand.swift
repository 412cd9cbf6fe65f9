import ArgumentParser
import AWS
import Catalog
import Findings
import Gate
import Glibc
import HTTP
import Ingest
import Platform
import Program
import Reports

struct CatalogUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Fetch offers, instance types and prices from AWS.",
    discussion: """
      EC2 is asked with the credentials that the AWS CLI would use. Price lists need no account. A region whose answers do \
      not all arrive keeps its old data. Exits with 0 if everything arrived, 3 if a region failed; the others are written.
      """)

  @Option(
    name: .customLong("region"),
    help: ArgumentHelp("A region; else all that the account can use. May be repeated.", valueName: "region"))
  var regions: [String] = []

  @Flag(help: "Fetch price lists only, which needs no account.")
  var pricesOnly = false

  @Option(help: ArgumentHelp("The profile of the AWS CLI; else AWS_PROFILE.", valueName: "name"))
  var profile: String?

  @Option(
    name: .customLong("endpoint-url"),
    help: ArgumentHelp("Where EC2 is asked; else AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, or AWS.", valueName: "url"))
  var endpoint: String?

  @Option(
    name: .customLong("price-list-url"),
    help: ArgumentHelp("Where price lists are; else \(PriceListDownload.publicAddress).", valueName: "url"))
  var priceLists: String?

  @Flag(help: "Accept that a region loses more than a tenth of its offers or prices.")
  var acceptSmaller = false

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var output: OutputOptions<CatalogImportFormats>

  func validate() throws {
    for region in regions where !RegionName.isOne(region) {
      throw ValidationError("`\(printable(region, limit: 60))` is not a region name such as us-east-1.")
    }
    if pricesOnly, endpoint != nil {
      throw ValidationError("`--prices-only` asks no EC2; leave out `--endpoint-url`.")
    }
  }

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    let target = try CatalogTarget(catalogOptions, isFresh: false)
    let replacement = try CatalogReplacement(target.directory)
    var options = CatalogUpdate.Options(
      day: try Today.byEnvironment(), workFolder: try replacement.workFolder(),
      priceListFolder: try PriceListFolder.path(), userAgent: "\(Tool.name)/\(Tool.version)")
    options.regions = Array(Set(regions)).sorted()
    options.isPricesOnly = pricesOnly
    options.endpoint = endpoint
    options.priceLists = priceLists
    options.profile = profile
    options.acceptsSmaller = acceptSmaller
    let progress = DownloadProgress()
    let update = CatalogUpdate(options, environment: ProcessEnvironment.variable, progress: progress)
    if !update.wantsPrices {
      Output.note("no price lists are fetched from another endpoint; `--price-list-url` names where they are")
    }
    let outcome: CatalogUpdate.Outcome
    do { outcome = try await update.run(base: target.base) } catch {
      progress.end()
      throw Self.failure(error)
    }
    progress.end()
    for (region, reason) in outcome.failures { Output.error("\(region) keeps its old data: \(reason)") }
    guard let contents = outcome.contents else {
      throw Failure(.unreachable, "nothing arrived; the catalog is as it was")
    }
    let written = try replacement.write(contents, template: target.template)
    try output.write(CatalogImportReport(outcome.imported, outcome.conflicts, [], written, at: target.directory))
    if !outcome.failures.isEmpty { throw ExitCode.unreachable }
  }

  private static func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as AWSError: Failure(error.isOfAWS ? .unreachable : .unusable, error.message, help: error.help)
    case let error as ImportError: Failure("\(error)", help: "nothing was written")
    case let error as TransportError: Failure("\(error)", help: error.help)
    default: error
    }
  }
}

/// Where price lists are kept, so that those that did not change are not fetched again.
enum PriceListFolder {
  /// The folder, created if needed.
  /// - Throws: `Failure` if it cannot be.
  static func path() throws -> String {
    guard let cache = IndexPlaces.cacheFolder else {
      throw Failure("there is no folder for price lists", help: "set HOME or XDG_CACHE_HOME")
    }
    let folder = cache + "/price-lists"
    var parent = ""
    for part in folder.split(separator: "/") {
      parent += "/" + part
      mkdir(parent, 0o700)
    }
    guard IndexPlaces.isPrivate(folder) else {
      throw Failure("others can write to the folder `\(printable(folder, limit: 200))`", help: "`chmod 700` it")
    }
    // Until the lists are imported, no other update may change them. The lock ends with the process.
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(
        "another update is fetching price lists to `\(printable(folder, limit: 200))`",
        help: "try again when it is done")
    }
    return folder
  }
}
