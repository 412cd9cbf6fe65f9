public import Findings
public import Gate

/// The report of `tollgate check` as a comment on a pull request: the verdict, what each request costs, what was found, the
/// denied requests first.
///
/// GitHub takes 65,536 characters. What has no room is counted.
public struct CheckMarkdown: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "markdown"

  /// The greatest number of characters, with some room for what a script adds.
  static let limit = 65_000

  private var page = CheckPage()

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// Nothing: denied requests come first, so that all must be known.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    page.add(part, basis)
    return ""
  }

  /// The whole report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    // No request takes less than a hundred characters.
    var (fits, excess) = (0, min(page.count, Self.limit / 100) + 1)
    var text = MarkdownBlocks.render(page.page(tally, basis, most: excess - 1))
    guard text.width > Self.limit else { return text }
    text = MarkdownBlocks.render(page.page(tally, basis, most: 0))
    while excess - fits > 1 {
      let middle = (fits + excess) / 2
      let candidate = MarkdownBlocks.render(page.page(tally, basis, most: middle))
      if candidate.width <= Self.limit { (fits, text) = (middle, candidate) } else { excess = middle }
    }
    return text
  }
}
