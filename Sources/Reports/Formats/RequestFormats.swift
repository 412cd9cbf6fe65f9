import Catalog
public import Gate
import Requests

/// The formats of `tollgate cost`.
public enum CostFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CheckRun>] = [
    ReportFormat("text") { CostText(style: $1).render($0) },
    ReportFormat("json") { run, _ in CheckMembers.render(run, withLines: true) },
    ReportFormat("markdown") { run, _ in CostMarkdown.render(run) },
    ReportFormat("focus") { run, _ in FocusCSV.render(run) },
  ]
}

/// The formats of `tollgate cost --diff`.
public enum CostDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CostDifferenceRun>] = [
    ReportFormat("text") { CostDifferenceText(style: $1).render($0) },
    ReportFormat("json") { run, _ in CostDifferenceJSON.render(run) },
    ReportFormat("markdown") { run, _ in CostDifferenceMarkdown.render(run) },
  ]
}

/// The formats of `tollgate whatif`.
public enum WhatIfFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<WhatIfRun>] = [
    ReportFormat("text") { WhatIfText(style: $1).render($0.answer, name: $0.request.name) },
    ReportFormat("json") { run, _ in WhatIfJSON.render(run.answer, name: run.request.name) },
    ReportFormat("markdown") { run, _ in WhatIfMarkdown.render(run.answer, name: run.request.name) },
    ReportFormat("html") { run, _ in WhatIfHTML.render(run.answer, name: run.request.name) },
    ReportFormat("focus") { run, _ in
      FocusCSV.render(run.answer, of: run.request, asOf: run.asOf) { run.catalog.regions[$0]?.description }
    },
  ]
}
