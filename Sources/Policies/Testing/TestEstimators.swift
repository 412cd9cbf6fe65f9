import Documents
import Catalog
import Costs
import Findings
import Platform

/// The catalogs and cost profiles that tests name, each loaded once.
struct TestEstimators {
  /// The errors from loading.
  private(set) var findings: [Finding] = []
  private let standard: Estimator
  private let loader: any CatalogLoader
  private var known: [Sources: Estimator] = [:]

  private struct Sources: Hashable {
    let catalog: String?
    let costProfile: String?
    let regions: Set<String>
  }

  /// Creates the collection. `standard` is used for tests that name neither a catalog nor a cost profile; `loader`
  /// loads the others.
  init(_ standard: Estimator, _ loader: any CatalogLoader) {
    self.standard = standard
    self.loader = loader
  }

  /// The estimator for a test; nil, with a finding, if it cannot be loaded.
  mutating func estimator(for test: PolicyTest) -> Estimator? {
    guard test.catalog != nil || test.costProfile != nil else { return standard }
    let sources = Sources(
      catalog: test.catalog?.value, costProfile: test.costProfile?.value, regions: test.regions)
    if let estimator = known[sources] { return estimator }
    var (catalog, profile) = (standard.catalog, standard.profile)
    if let folder = test.catalog {
      guard let loaded = load(folder, regions: test.regions) else { return nil }
      catalog = loaded
    }
    if let path = test.costProfile ?? test.catalog.map({ Located($0.value + "/cost-profile.yaml", at: $0.place) }) {
      guard let loaded = profileOf(path) else { return nil }
      profile = loaded
    }
    let estimator = Estimator(profile: profile, catalog: catalog, generation: standard.generation)
    known[sources] = estimator
    return estimator
  }

  private mutating func load(_ folder: Located<String>, regions: Set<String>) -> Catalog? {
    do throws(CatalogError) {
      return try loader.catalog(in: folder.value, regions: .only(regions))
    } catch {
      report("the catalog cannot be used: \(error.message)", at: folder.place)
      return nil
    }
  }

  private mutating func profileOf(_ path: Located<String>) -> CostProfile? {
    let source: SourceFile
    do throws(FileError) { source = try SourceFile(reading: path.value) } catch {
      report("the cost profile cannot be used: \(error)", at: path.place)
      return nil
    }
    do throws(CostProfileError) { return try CostProfile(source) } catch {
      let reasons = error.findings.map { "\($0.place.source):\($0.place.range.start.line): \($0.message)" }
      report("the cost profile cannot be used: \(reasons.joined(separator: "; "))", at: path.place)
      return nil
    }
  }

  private mutating func report(_ message: String, at place: Place) {
    findings.append(Finding(code: .policyDocument, severity: .error, message: message, place: place))
  }
}
