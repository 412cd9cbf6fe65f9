public import Findings

/// One format of a report: its name, and how the report is written in it.
public struct ReportFormat<Report>: Sendable {
  /// The name, as `--format` takes it.
  public let name: String
  private let body: @Sendable (Report, TextStyle) -> PrintableText

  /// A format. Only text for terminals needs the style.
  public init(_ name: String, _ body: @escaping @Sendable (Report, TextStyle) -> PrintableText) {
    self.name = name
    self.body = body
  }

  /// The formats of a report that is a page: text, Markdown, HTML and CSV of the page, and JSON.
  static func formats(
    of page: @escaping @Sendable (Report) -> ReportPage, json: @escaping @Sendable (Report) -> PrintableText
  ) -> [ReportFormat] {
    [
      ReportFormat("text") { TextBlocks(style: $1).render(page($0)) },
      ReportFormat("json") { report, _ in json(report) },
      ReportFormat("markdown") { report, _ in MarkdownBlocks.render(page(report)) },
      ReportFormat("html") { report, _ in HTMLBlocks.render(page(report)) },
      ReportFormat("csv") { report, _ in CSVBlocks.render(page(report)) },
    ]
  }

  /// The report in this format.
  public func render(_ report: Report, style: TextStyle) -> PrintableText { body(report, style) }
}

/// The names of a report's formats, the usual one first.
public protocol FormatNames {
  /// The names.
  static var names: [String] { get }
}

/// The formats of a report, the usual one first.
public protocol ReportFormats: FormatNames {
  /// What is reported.
  associatedtype Report
  /// The formats.
  static var all: [ReportFormat<Report>] { get }
}

extension ReportFormats {
  /// The names of the formats.
  public static var names: [String] { all.map(\.name) }
}
