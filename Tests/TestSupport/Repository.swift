import Rules
public import Catalog
public import Costs
import Documents
import Findings
import Foundation
public import Gate
import Ingest
public import Platform
public import Requests

/// The files of this repository that tests use.
public enum Repository {
  /// The repository's folder.
  public static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The shipped catalog's folder.
  public static let catalogPath = path + "/Catalog"

  /// The shipped catalog with every region, loaded once.
  public static let catalog = Result { try loader.catalog(in: catalogPath, regions: .all) }

  /// Loads catalogs from their reviewed files, so that no test needs an index.
  public static let loader: any CatalogLoader = ReviewedCatalogs()

  /// The shipped cost profile.
  public static let costProfile = Result { try CostProfile(SourceFile(reading: catalogPath + "/cost-profile.yaml")) }

  /// A day on which the shipped catalog is not old.
  public static let day = CalendarDate(daysSinceEpoch: 20_777)  // 2026-11-20

  /// A gate over the shipped catalog.
  public static func gate(asOf day: CalendarDate = day, contract: RequestContract = RequestContract()) throws -> Gate {
    Gate(
      catalog: try catalog.get(), costProfile: try costProfile.get().serving(contract.generation), rules: .standard,
      policies: nil, contract: contract, asOf: day)
  }

  /// A new empty folder that the caller removes.
  public static func temporaryFolder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }
}

/// Builds request documents for tests.
public enum RequestText {
  /// A request that every rule approves without a word.
  public static let approved = """
    apiVersion: tollgate/v1
    kind: ClusterRequest
    metadata:
      name: vision-train
    spec:
      region: us-east-1
      roleArn: arn:aws:iam::123456789012:role/lightning-byoc
      externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
      instanceTypes: [m7i.xlarge]
      costSavings: true
    """

  /// The drafts of a text.
  public static func drafts(_ text: String, name: String = "request.yaml") -> [RequestDraft] {
    RequestReader.read(DocumentReader.read(SourceFile(name: name, text: text)), skippingOthers: false).drafts
  }

  /// The approved request with a part replaced: the patch is merged as by RFC 7386, null removes.
  public static func patched(_ patch: String) throws -> String {
    JSONValue(try root(approved).merging(try root(patch))).canonical
  }

  private static func root(_ text: String) throws -> Node {
    let file = DocumentReader.read(SourceFile(name: "patch.yaml", text: text))
    guard let document = file.documents.first, file.errors.isEmpty else { throw PatchError(findings: file.errors) }
    return document.root
  }

  /// A patch that is not YAML.
  public struct PatchError: Error {
    let findings: [Finding]
  }
}
