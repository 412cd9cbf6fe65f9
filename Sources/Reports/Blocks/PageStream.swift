import Findings

/// A format that writes a page piece by piece. The pieces together have the bytes of the page that is written at once.
protocol PageStream: Sendable {
  /// The name, as `--format` takes it.
  static var name: String { get }

  init(style: TextStyle)

  /// The title and the first blocks.
  func beginning(_ page: ReportPage) -> PrintableText

  /// A further block, which stands apart from what comes before it.
  func next(_ block: ReportBlock) -> PrintableText

  /// What ends every page.
  var end: PrintableText { get }
}

extension PageStream {
  /// A whole page.
  func whole(_ page: ReportPage) -> PrintableText { beginning(page) + end }
}

/// Text, with a blank line between what does not belong together.
struct TextPages: PageStream {
  static let name = "text"
  private let blocks: TextBlocks

  init(style: TextStyle) { blocks = TextBlocks(style: style) }

  func beginning(_ page: ReportPage) -> PrintableText { blocks.render(page) }

  func next(_ block: ReportBlock) -> PrintableText {
    let text = blocks.render([block])
    return text.isEmpty ? text : "\n" + text
  }

  var end: PrintableText { "" }
}

/// Markdown, with a blank line between blocks.
struct MarkdownPages: PageStream {
  static let name = "markdown"

  init(style: TextStyle) {}

  func beginning(_ page: ReportPage) -> PrintableText { MarkdownBlocks.render(page) }

  func next(_ block: ReportBlock) -> PrintableText { "\n" + MarkdownBlocks.render(block) }

  var end: PrintableText { "" }
}

/// A page of HTML.
struct HTMLPages: PageStream {
  static let name = "html"

  init(style: TextStyle) {}

  func beginning(_ page: ReportPage) -> PrintableText { HTMLBlocks.beginning(page).printable }

  func next(_ block: ReportBlock) -> PrintableText { HTMLBlocks.render(block).printable }

  var end: PrintableText { HTMLBlocks.end.printable }
}

/// The tables of a page as comma-separated values.
struct CSVPages: PageStream {
  static let name = "csv"

  init(style: TextStyle) {}

  func beginning(_ page: ReportPage) -> PrintableText { CSVBlocks.render(page) }

  func next(_ block: ReportBlock) -> PrintableText { CSVBlocks.render(block) }

  var end: PrintableText { "" }
}
