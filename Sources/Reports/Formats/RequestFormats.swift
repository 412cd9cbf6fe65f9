import Catalog
public import Gate
import Requests

/// The formats of `tollgate cost`.
public enum CostFormats: FleetFormats {
  /// The formats, the usual one first.
  public static let all: [any FleetEmitter.Type] = [
    CostPages<TextPages>.self, CostJSON.self, CostPages<MarkdownPages>.self, CostPages<HTMLPages>.self,
    CostPages<CSVPages>.self, CostFocus.self,
  ]
}

/// The formats of `tollgate cost --diff`.
public enum CostDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CostDifferenceRun>] =
    ReportFormat.formats(of: CostDifferenceReport.page, json: CostDifferenceJSON.render)
}

/// The formats of `tollgate whatif` about several requests.
public enum WhatIfOverviewFormats: FleetFormats {
  /// The formats, the usual one first.
  public static let all: [any FleetEmitter.Type] = [
    WhatIfOverviewPages<TextPages>.self, WhatIfOverviewJSON.self, WhatIfOverviewPages<MarkdownPages>.self,
    WhatIfOverviewPages<HTMLPages>.self, WhatIfOverviewPages<CSVPages>.self, WhatIfFocus.self,
  ]
}

/// The formats of `tollgate whatif` about one request.
public enum WhatIfFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<WhatIfRun>] =
    ReportFormat.formats(of: { WhatIfReport.page($0) }, json: { WhatIfJSON.render($0) })
    + [
      ReportFormat("focus") { run, _ in
        FocusCSV.render(run.answer, of: run.request, asOf: run.asOf) { run.catalog.regions[$0]?.description }
      }
    ]
}

/// The formats of a report about several requests, the usual one first.
public protocol FleetFormats: FormatNames {
  /// The formats.
  static var all: [any FleetEmitter.Type] { get }
}

extension FleetFormats {
  /// The names of the formats.
  public static var names: [String] { all.map { $0.name } }
}
