public import Gate

/// The formats of `tollgate suggest`.
public enum SuggestFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<SuggestRun>] =
    ReportFormat.formats(of: SuggestReport.page, json: SuggestJSON.render)
}

/// The formats of `tollgate policy price`.
public enum PolicyPriceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<PolicyPriceRun>] =
    ReportFormat.formats(of: PolicyPriceReport.page, json: PolicyPriceJSON.render)
}
