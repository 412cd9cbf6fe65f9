import Findings
import HTTP

/// Fetches the price lists of the regions.
struct PriceUpdate: Sendable {
  private let update: CatalogUpdate

  init(_ update: CatalogUpdate) { self.update = update }

  func run(_ answers: inout UpdateAnswers) async throws {
    let address = update.options.priceLists ?? PriceListDownload.publicAddress
    let endpoint: HTTPEndpoint
    do throws(HTTPEndpointError) { endpoint = try HTTPEndpoint(address) } catch {
      throw AWSError.endpoint(variable: "--price-list-url", problem: "\(error)")
    }
    let regions = answers.regions.filter { answers.failures[$0] == nil }
    let update = update
    let results: [(String, Result<[AnswerFile], AWSError>)] = try await update.reaching(endpoint) { transport in
      let download = PriceListDownload(transport: transport, folder: update.options.priceListFolder)
      return await Self.fetchAll(regions, download, update.progress)
    }
    for (region, result) in results {
      switch result {
      case .success(let files): answers.files[region, default: []] += files
      case .failure(let error): answers.failures[region] = error.message
      }
    }
  }

  private static func fetchAll(
    _ regions: [String], _ download: PriceListDownload, _ progress: any UpdateProgress
  ) async -> [(String, Result<[AnswerFile], AWSError>)] {
    await withTaskGroup(of: (String, Result<[AnswerFile], AWSError>).self) { group in
      var waiting = regions[...]
      var results: [(String, Result<[AnswerFile], AWSError>)] = []
      func start() {
        guard let region = waiting.popFirst() else { return }
        group.addTask { (region, await lists(of: region, download, progress)) }
      }
      for _ in 0..<CatalogUpdate.regionsAtATime { start() }
      for await result in group {
        results.append(result)
        start()
      }
      return results
    }
  }

  private static func lists(
    of region: String, _ download: PriceListDownload, _ progress: any UpdateProgress
  ) async -> Result<[AnswerFile], AWSError> {
    var files: [AnswerFile] = []
    var missing: [String] = []
    do throws(AWSError) {
      for offer in PriceListDownload.offers {
        let list = PriceListDownload.List(offer: offer, region: region)
        if let path = try await download.fetch(list, progress: { progress.bytes($0, of: $1, list) }) {
          files.append(AnswerFile(path: path, name: "\(region), price list of \(offer)"))
        } else {
          missing.append(offer)
        }
      }
    } catch { return .failure(error) }
    // What machines cost is the heart of the matter; without it, the region's old prices stay.
    guard !missing.contains("AmazonEC2") else {
      return .failure(.unexpected(what: "price lists of \(region)", problem: "the one of AmazonEC2 is missing"))
    }
    let none = missing.isEmpty ? "" : ", none of \(missing.joined(separator: ", "))"
    progress.note("\(region): \(files.count) price lists\(none)")
    return .success(files)
  }
}
