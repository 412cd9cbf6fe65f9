import Catalog
public import Gate
import Requests

/// The formats of `tollgate cost`.
public enum CostFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CheckRun>] =
    ReportFormat.formats(of: CostReport.page, json: CheckMembers.renderCosts)
    + [ReportFormat("focus") { run, _ in FocusCSV.render(run) }]
}

/// The formats of `tollgate cost --diff`.
public enum CostDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CostDifferenceRun>] =
    ReportFormat.formats(of: CostDifferenceReport.page, json: CostDifferenceJSON.render)
}

/// The formats of `tollgate whatif` about several requests.
public enum WhatIfOverviewFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CheckRun>] =
    ReportFormat.formats(of: WhatIfOverview.page, json: WhatIfOverviewJSON.render)
    + [ReportFormat("focus") { run, _ in FocusCSV.render(run) }]
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
