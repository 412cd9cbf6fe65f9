import Catalog
import Findings
import Glibc
import HTTP
import Ingest
import Platform

/// Asks EC2 for regions, zones, offers and instance types.
struct OfferUpdate: Sendable {
  private let update: CatalogUpdate
  private let paces = Paces()
  /// The regions of which offers are known.
  private let knownRegions: Set<String>

  init(_ update: CatalogUpdate, base: CatalogContents?) {
    self.update = update
    knownRegions = Set((base?.regionalData ?? [:]).filter { $0.value.zoneLists?.isEmpty == false }.keys)
  }

  private var options: CatalogUpdate.Options { update.options }

  func run(_ answers: inout UpdateAnswers) async throws {
    let first =
      try options.regions.first ?? variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION")
      ?? CredentialChain.region(ofProfile: options.profile, environment: update.environment) ?? "us-east-1"
    // What is wrong with the endpoint is wrong for all regions.
    _ = try ServiceEndpoint.find(.ec2, region: first, option: options.endpoint, environment: update.environment)
    let update = update
    let chain = CredentialChain(profile: options.profile, region: first, environment: update.environment) {
      endpoint, request async throws(AWSError) in
      do {
        // Metadata services are near, and not encrypted.
        return try await update.reaching(endpoint, limits: endpoint.isEncrypted ? .large : .near) {
          try await $0.send(request)
        }
      } catch let error as HTTPFailure {
        throw .unanswered(what: "credentials", error)
      } catch { throw .unexpected(what: "credentials", problem: "\(error)") }
    }
    let credentials = try await chain.credentials()
    update.progress.note("credentials from \(credentials.origin)")
    answers.redaction = answers.redaction.adding(credentials.secrets)
    answers.regions = options.regions
    if options.regions.isEmpty {
      var regions: [String] = []
      for (index, part) in try await ask("DescribeRegions", [("AllRegions", "true")], in: first, credentials)
        .enumerated()
      {
        let file = AnswerFile(
          path: "\(options.workFolder)/regions-\(index).xml", name: "DescribeRegions, part \(index + 1)")
        try write(part.body, to: file.path)
        answers.common.append(file)
        regions += part.answer.regions
      }
      answers.regions = Array(Set(regions)).sorted()
    }
    try await askAll(&answers, credentials)
    try await askTypes(&answers, credentials)
  }

  /// Asks all regions, some at a time.
  private func askAll(_ answers: inout UpdateAnswers, _ credentials: Credentials) async throws {
    var waiting = answers.regions[...]
    try await withThrowingTaskGroup(of: (String, Result<[AnswerFile], AWSError>).self) { group in
      func start() {
        guard let region = waiting.popFirst() else { return }
        group.addTask { (region, await offers(of: region, credentials)) }
      }
      for _ in 0..<CatalogUpdate.regionsAtATime { start() }
      for try await (region, result) in group {
        switch result {
        case .success(let files): answers.files[region] = files
        case .failure(let error): answers.failures[region] = error.message
        }
        start()
      }
    }
  }

  private func offers(of region: String, _ credentials: Credentials) async -> Result<[AnswerFile], AWSError> {
    do throws(AWSError) {
      var files: [AnswerFile] = []
      for (name, action, parameters) in [
        ("zones", "DescribeAvailabilityZones", []),
        ("offers", "DescribeInstanceTypeOfferings", [("LocationType", "region"), ("MaxResults", "1000")]),
        (
          "zone-offers", "DescribeInstanceTypeOfferings",
          [("LocationType", "availability-zone-id"), ("MaxResults", "1000")]
        ),
      ] {
        for (index, part) in try await ask(action, parameters, in: region, credentials).enumerated() {
          let file = AnswerFile(
            path: "\(options.workFolder)/\(region)-\(name)-\(index).xml", name: "\(region), \(name), part \(index + 1)")
          try write(part.body, to: file.path)
          files.append(file)
        }
      }
      let offered = try offers(in: files, credentials)
      guard offered.regions.isSubset(of: [region]) else {
        throw .unexpected(what: "offers of \(region)", problem: "the answer is about another region")
      }
      guard !offered.types.isEmpty || !knownRegions.contains(region) else {
        throw .unexpected(what: "offers of \(region)", problem: "EC2 says that there are none, and there were some")
      }
      let count = offered.types.count
      update.progress.note("\(region): \(count) instance types offered")
      return .success(files)
    } catch { return .failure(error) }
  }

  private func offers(
    in files: [AnswerFile], _ credentials: Credentials
  ) throws(AWSError) -> (types: Set<String>, regions: Set<String>) {
    var catalog = CatalogImport(base: nil, day: options.day)
    do throws(ImportError) { for file in files { try catalog.read(file.path) } } catch {
      throw .unexpected(what: "offers", problem: Self.shown(error, credentials))
    }
    return (catalog.offeredTypes, catalog.offeredRegions)
  }

  /// An error in an answer, which may repeat what was sent.
  private static func shown(_ error: ImportError, _ credentials: Credentials) -> String {
    Redaction().adding(credentials.secrets).text(error.message).shown(limit: 300)
  }

  /// Asks what the offered types are, region after region, until every one is described.
  private func askTypes(_ answers: inout UpdateAnswers, _ credentials: Credentials) async throws {
    var described: Set<String> = []
    for region in answers.arrived {
      let offered = try offers(in: answers.files[region] ?? [], credentials).types
      guard !offered.isSubset(of: described) else { continue }
      do throws(AWSError) {
        var files: [AnswerFile] = []
        for (index, part) in try await ask("DescribeInstanceTypes", [], in: region, credentials).enumerated() {
          let file = AnswerFile(
            path: "\(options.workFolder)/\(region)-types-\(index).xml",
            name: "\(region), instance types, part \(index + 1)")
          try write(part.body, to: file.path)
          files.append(file)
        }
        var catalog = CatalogImport(base: nil, day: options.day)
        do throws(ImportError) { for file in files { try catalog.read(file.path) } } catch {
          throw .unexpected(
            what: "DescribeInstanceTypes in \(region)", problem: Self.shown(error, credentials))
        }
        described.formUnion(catalog.describedTypes)
        answers.common += files
        update.progress.note("\(region): \(catalog.describedTypes.count) instance types described")
      } catch { answers.failures[region] = error.message }
    }
  }

  private typealias Part = (body: [UInt8], answer: QueryAnswer)

  private func ask(
    _ action: String, _ parameters: [(String, String)], in region: String, _ credentials: Credentials
  ) async throws(AWSError) -> [Part] {
    let endpoint = try ServiceEndpoint.find(
      .ec2, region: region, option: options.endpoint, environment: update.environment)
    do {
      return try await update.reaching(endpoint) { transport in
        let client = EC2Client(region: region, transport: transport, credentials: credentials, pace: paces[region])
        return try await client.ask(action, parameters)
      }
    } catch let error as AWSError {
      throw error
    } catch { throw .unexpected(what: "\(action) in \(region)", problem: "\(error)") }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(AWSError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, FileWriting.write(bytes, to: descriptor) else {
      throw .local(what: "an answer of EC2", problem: "\(FileError.lastUnwritable(path))")
    }
  }

  private func variable(_ name: String) -> String? {
    update.environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
