public import Findings
public import Gate

/// The report of `tollgate check` as a page: one file without script or reference to another.
public struct CheckHTML: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "html"

  private var page = CheckPage()

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// Nothing: denied requests come first, so that all must be known.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    page.add(part, basis)
    return ""
  }

  /// The whole page.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    HTMLBlocks.render(page.page(tally, basis))
  }
}
