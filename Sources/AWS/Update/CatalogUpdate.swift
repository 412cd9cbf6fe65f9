package import Catalog
import Findings
import HTTP
package import Ingest
package import Platform

/// Fetches from AWS what a catalog needs, and makes a catalog of it and of what was known before.
///
/// A region whose answers do not all arrive keeps its old data.
package struct CatalogUpdate: Sendable {
  /// What is fetched, and from where.
  package struct Options: Sendable {
    /// The regions; empty for all that the account can use, or, without an account, all that the catalog has.
    package var regions: [String] = []
    /// Whether EC2 is left out, so that no account is needed.
    package var isPricesOnly = false
    /// Where EC2 is asked instead of AWS's own endpoints.
    package var endpoint: String?
    /// Where price lists are fetched instead of AWS's own address.
    package var priceLists: String?
    /// The profile of the shared files; nil for the usual one.
    package var profile: String?
    /// Whether a region may lose more than a tenth of its offers or prices.
    package var acceptsSmaller = false
    /// The day of answers, which carry none.
    package var day: CalendarDate
    /// The folder in which answers are kept until they are read.
    package var workFolder: String
    /// The folder in which price lists are kept for the next time.
    package var priceListFolder: String
    /// How the program calls itself.
    package var userAgent: String

    /// Creates options with the values that must be given.
    package init(day: CalendarDate, workFolder: String, priceListFolder: String, userAgent: String) {
      self.day = day
      self.workFolder = workFolder
      self.priceListFolder = priceListFolder
      self.userAgent = userAgent
    }
  }

  /// What became of an update.
  package struct Outcome: Sendable {
    /// What became of each file that arrived.
    package let imported: [ImportedFile]
    /// Statements that contradict one another.
    package let conflicts: [Conflict]
    /// The catalog that follows; nil if nothing arrived.
    package let contents: CatalogContents?
    /// Why regions keep their old data, by region.
    package let failures: [(region: String, reason: String)]
    /// The regions that arrived.
    package let regions: [String]
  }

  /// How many regions are asked at a time.
  static let regionsAtATime = 4

  let options: Options
  let environment: CredentialChain.Environment
  let progress: any UpdateProgress

  /// Creates an update.
  package init(
    _ options: Options, environment: @escaping CredentialChain.Environment, progress: any UpdateProgress
  ) {
    self.options = options
    self.environment = environment
    self.progress = progress
  }

  /// Whether price lists are fetched: not if only EC2's endpoint is another.
  package var wantsPrices: Bool {
    options.priceLists != nil || options.isPricesOnly || !hasOtherEndpoint
  }

  private var hasOtherEndpoint: Bool {
    if options.endpoint != nil { return true }
    guard environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.lowercased() != "true" else { return false }
    return ["AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL"].contains { !(environment($0) ?? "").isEmpty }
  }

  /// Fetches everything, and makes the catalog.
  /// - Parameter base: What was known before.
  /// - Throws: `AWSError` if nothing can be asked at all; `ImportError` if what arrived contradicts itself beyond regions.
  package func run(base: CatalogContents?) async throws -> Outcome {
    var answers = UpdateAnswers()
    if options.isPricesOnly {
      let known = base.map { $0.regionalData.filter { !$0.value.onDemand.isEmpty }.keys.sorted() } ?? []
      answers.regions = options.regions.isEmpty ? known : options.regions
      guard !answers.regions.isEmpty else {
        throw AWSError.local(
          what: "price lists", problem: "the catalog has no regions with prices; name some with `--region`")
      }
    } else {
      try await OfferUpdate(self, base: base).run(&answers)
    }
    if wantsPrices { try await PriceUpdate(self).run(&answers) }
    return try makeCatalog(answers, base: base)
  }

  /// Reads what arrived. A region that contradicts itself or shrinks too much is left out.
  private func makeCatalog(_ answers: UpdateAnswers, base: CatalogContents?) throws -> Outcome {
    var answers = answers
    while true {
      var catalog = CatalogImport(base: base, day: options.day)
      do throws(ImportError) {
        for file in answers.common { try catalog.read(file.path, as: file.name) }
        for region in answers.arrived {
          for file in answers.files[region] ?? [] { try catalog.read(file.path, as: file.name) }
        }
        let contents = answers.arrived.isEmpty ? nil : try catalog.contents(allowingLess: options.acceptsSmaller)
        return Outcome(
          imported: catalog.files, conflicts: catalog.conflicts, contents: contents, failures: answers.sortedFailures,
          regions: answers.arrived)
      } catch {
        // An error in one region does not affect the others.
        let message = answers.redaction.text(error.shrinkage ?? "\(error)").shown(limit: 500)
        guard let region = answers.region(of: error) else {
          throw AWSError.unexpected(what: "what arrived", problem: message)
        }
        answers.failures[region] = message
        // A damaged list must not be taken for the one that AWS has, the next time.
        if error.file.hasPrefix(options.priceListFolder + "/") { PriceListDownload.forget(error.file) }
      }
    }
  }

  /// Runs `body` with a way to an endpoint.
  func reaching<Result: Sendable>(
    _ endpoint: HTTPEndpoint, limits: HTTPTransport.Limits = .large,
    _ body: @Sendable (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    let environment = environment
    return try await HTTPTransport.with(
      endpoint, userAgent: options.userAgent, limits: limits, environment: { environment($0) }, body)
  }
}

/// A file that holds an answer.
struct AnswerFile: Sendable {
  let path: String
  /// What people know it by.
  let name: String
}

/// What arrived of an update.
struct UpdateAnswers: Sendable {
  var regions: [String] = []
  /// Files that do not belong to a single region.
  var common: [AnswerFile] = []
  /// The files of each region.
  var files: [String: [AnswerFile]] = [:]
  /// What must not be shown, whatever a server repeats.
  var redaction = Redaction()
  /// Why a region's old data stay.
  var failures: [String: String] = [:]

  /// The regions whose answers all arrived.
  var arrived: [String] { regions.filter { failures[$0] == nil && !(files[$0] ?? []).isEmpty } }

  var sortedFailures: [(region: String, reason: String)] {
    failures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The region that an error is about; nil if it is not about one of the remaining regions.
  func region(of error: ImportError) -> String? {
    arrived.first { $0 == error.file || files[$0]?.contains(where: { $0.path == error.file }) == true }
  }
}

extension ImportError {
  /// What is said if the error is about a region as a whole.
  fileprivate var shrinkage: String? { place == nil && !file.contains("/") ? message : nil }
}

extension HTTPTransport.Limits {
  /// Those for answers about all instance types, which AWS gives in parts and others whole.
  static var large: HTTPTransport.Limits {
    var limits = HTTPTransport.Limits()
    limits.total = .seconds(300)
    limits.responseBytes = 256 * 1_048_576
    return limits
  }

  /// Those for metadata services, which are near.
  static var near: HTTPTransport.Limits {
    var limits = HTTPTransport.Limits()
    limits.connect = .seconds(1)
    limits.total = .seconds(5)
    return limits
  }
}

/// What an update tells while it goes on.
package protocol UpdateProgress: Sendable {
  /// A region or list is done: `us-east-1: 4,321 offers`.
  func note(_ line: String)
  /// Bytes have arrived of a price list.
  func bytes(_ count: Int, of total: Int?, _ list: PriceListDownload.List)
}
