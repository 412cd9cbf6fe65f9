public import Catalog
public import Policies
public import Rules

/// The formats of `tollgate rules`.
public enum RulesFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<[RuleEntry]>] = [
    ReportFormat("text") { RulesText(style: $1).list($0) },
    ReportFormat("json") { entries, _ in RulesJSON.list(entries) },
  ]
}

/// What `tollgate explain` explains.
public enum Explained: Sendable {
  /// A built-in rule.
  case rule(RuleEntry)
  /// A policy of the organization.
  case policy(Policy)
}

/// The formats of `tollgate explain`.
public enum RuleFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<Explained>] = [
    ReportFormat("text") { explained, style in
      switch explained {
      case .rule(let entry): RulesText(style: style).explain(entry)
      case .policy(let policy): PolicyText(style: style).explain(policy)
      }
    },
    ReportFormat("json") { explained, _ in
      switch explained {
      case .rule(let entry): RulesJSON.explain(entry)
      case .policy(let policy): PolicyText.json(policy)
      }
    },
    ReportFormat("markdown") { explained, _ in
      switch explained {
      case .rule(let entry): RuleReference.render(entry)
      case .policy(let policy): PolicyReference.render(policy)
      }
    },
  ]
}

/// What `tollgate catalog show` shows of a catalog.
public struct CatalogReport: Sendable {
  /// A part of a catalog.
  public enum Part: Sendable {
    /// Its regions, and how much it knows.
    case overview
    /// One region.
    case region(Region)
    /// One instance type.
    case instanceType(InstanceType)
    /// Types in the regions that offer them.
    case offers(CatalogOffers)
  }

  let catalog: Catalog
  let part: Part

  /// A report on a part of a catalog.
  public init(_ part: Part, of catalog: Catalog) {
    self.part = part
    self.catalog = catalog
  }
}

/// The formats of `tollgate catalog show`.
public enum CatalogFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CatalogReport>] = [
    ReportFormat("text") { report, style in
      let text = CatalogText(report.catalog, style: style)
      return switch report.part {
      case .overview: text.overview()
      case .region(let region): text.region(region)
      case .instanceType(let type): text.type(type)
      case .offers(let offers): offers.text(report.catalog, style: style)
      }
    },
    ReportFormat("json") { report, _ in
      let json = CatalogJSON(report.catalog)
      return switch report.part {
      case .overview: json.overview()
      case .region(let region): json.region(region)
      case .instanceType(let type): json.type(type)
      case .offers(let offers): offers.json
      }
    },
    ReportFormat("csv") { report, _ in
      switch report.part {
      case .overview: CatalogOffers.everything(in: report.catalog) { _ in true }.csv
      case .region(let region): CatalogOffers.everything(in: report.catalog) { $0.region == region.name }.csv
      case .instanceType(let type): CatalogOffers.everything(in: report.catalog) { $0.type.name == type.name }.csv
      case .offers(let offers): offers.csv
      }
    },
  ]
}

/// The formats of `tollgate catalog compile`.
public enum CatalogCompilationFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CatalogCompilationReport>] = [
    ReportFormat("text") { $0.text(style: $1) },
    ReportFormat("json") { report, _ in report.json },
  ]
}

/// The formats of `tollgate catalog verify`.
public enum CatalogVerificationFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CatalogVerificationReport>] = [
    ReportFormat("text") { $0.text(style: $1) },
    ReportFormat("json") { report, _ in report.json },
  ]
}

/// The formats of `tollgate catalog import`.
public enum CatalogImportFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CatalogImportReport>] = [
    ReportFormat("text") { $0.text(style: $1) },
    ReportFormat("json") { report, _ in report.json },
  ]
}
