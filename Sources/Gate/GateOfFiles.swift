public import Catalog
import Costs
import Documents
public import Findings
public import Platform
import Requests

extension Gate {
  /// A gate with the rules, policies, catalog and cost profile of a configuration. Every region of the catalog is loaded.
  ///
  /// `Configuration(option: "tollgate.yaml")` reads an organization's configuration. `Configuration.standard` has neither
  /// policies nor settings of its own: it approves what an organization denies.
  /// - Parameters:
  ///   - catalog: The catalog's folder, if not the configuration's.
  ///   - costProfile: The cost profile's file, if not the configuration's or the catalog's own.
  ///   - user: The name that policies see as `request.user`.
  ///   - loader: Loads the catalog, by default from its index, which `tollgate catalog compile` makes.
  /// - Throws: `GateError` for what cannot be used.
  public init(
    configuration: Configuration, catalog: String? = nil, costProfile: String? = nil, user: String = "",
    asOf: CalendarDate, loader: any CatalogLoader = IndexedCatalogs()
  ) throws(GateError) {
    let options = CheckRun.Options(catalog: catalog, costProfile: costProfile, user: user, asOf: asOf, loader: loader)
    try self.init(GateMaterial(options, configuration, regions: .all), user, asOf)
  }

  /// A gate with the rules and policies of a configuration over the index of a catalog, which `tollgate catalog compile`
  /// makes. Every region is loaded.
  /// - Parameters:
  ///   - index: The index's file.
  ///   - costProfile: The cost profile's file.
  ///   - user: The name that policies see as `request.user`.
  /// - Throws: `GateError` for what cannot be used.
  public init(
    configuration: Configuration, index: String, costProfile: String, user: String = "", asOf: CalendarDate
  ) throws(GateError) {
    try self.init(
      GateMaterial(
        configuration, costProfile: costProfile, { () throws(CatalogError) in try Catalog(index: index) }), user, asOf)
  }

  private init(_ material: GateMaterial, _ user: String, _ asOf: CalendarDate) throws(GateError) {
    self = material.gate(try material.policies(), user: user, asOf: asOf)
  }

  /// Checks and prices every request of a file.
  /// - Throws: `FileError` when the file cannot be read, `UnreadableDocuments` when a part of it is not YAML or JSON.
  public func verdicts(onFile path: String) throws -> [Verdict] {
    let file = DocumentReader.read(try SourceFile(reading: path))
    guard file.errors.isEmpty else { throw UnreadableDocuments(findings: file.errors) }
    return RequestReader.read(file, skippingOthers: false).drafts.map(evaluate)
  }
}

/// The parts of a file that could not be read.
public struct UnreadableDocuments: Error, Sendable {
  /// What is wrong, and where.
  public let findings: [Finding]
}
