import Catalog
public import Gate
import Requests

/// The formats of `tollgate cost`.
public enum CostFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CheckRun>] = [
    ReportFormat("text") { TextBlocks(style: $1).render(CostReport.page($0)) },
    ReportFormat("json") { run, _ in CheckMembers.renderCosts(run) },
    ReportFormat("markdown") { run, _ in MarkdownBlocks.render(CostReport.page(run)) },
    ReportFormat("html") { run, _ in HTMLBlocks.render(CostReport.page(run)) },
    ReportFormat("csv") { run, _ in CSVBlocks.render(CostReport.page(run)) },
    ReportFormat("focus") { run, _ in FocusCSV.render(run) },
  ]
}

/// The formats of `tollgate cost --diff`.
public enum CostDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CostDifferenceRun>] = [
    ReportFormat("text") { TextBlocks(style: $1).render(CostDifferenceReport.page($0)) },
    ReportFormat("json") { run, _ in CostDifferenceJSON.render(run) },
    ReportFormat("markdown") { run, _ in MarkdownBlocks.render(CostDifferenceReport.page(run)) },
    ReportFormat("html") { run, _ in HTMLBlocks.render(CostDifferenceReport.page(run)) },
    ReportFormat("csv") { run, _ in CSVBlocks.render(CostDifferenceReport.page(run)) },
  ]
}

/// The formats of `tollgate whatif` about several requests.
public enum WhatIfOverviewFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CheckRun>] = [
    ReportFormat("text") { TextBlocks(style: $1).render(WhatIfOverview.page($0)) },
    ReportFormat("json") { run, _ in WhatIfOverviewJSON.render(run) },
    ReportFormat("markdown") { run, _ in MarkdownBlocks.render(WhatIfOverview.page(run)) },
    ReportFormat("html") { run, _ in HTMLBlocks.render(WhatIfOverview.page(run)) },
    ReportFormat("csv") { run, _ in CSVBlocks.render(WhatIfOverview.page(run)) },
    ReportFormat("focus") { run, _ in FocusCSV.render(run) },
  ]
}

/// The formats of `tollgate whatif` about one request.
public enum WhatIfFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<WhatIfRun>] = [
    ReportFormat("text") { TextBlocks(style: $1).render(WhatIfReport.page($0)) },
    ReportFormat("json") { run, _ in WhatIfJSON.render(run) },
    ReportFormat("markdown") { run, _ in
      MarkdownBlocks.render(WhatIfReport.page(run))
    },
    ReportFormat("html") { run, _ in HTMLBlocks.render(WhatIfReport.page(run)) },
    ReportFormat("csv") { run, _ in CSVBlocks.render(WhatIfReport.page(run)) },
    ReportFormat("focus") { run, _ in
      FocusCSV.render(run.answer, of: run.request, asOf: run.asOf) { run.catalog.regions[$0]?.description }
    },
  ]
}
