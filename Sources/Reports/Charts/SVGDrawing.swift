/// A drawing as inline SVG, without script: readable in print, on a phone and by a screen reader, which gets the title and
/// the description. Colours are classes of the page's style sheet.
struct SVGDrawing {
  /// Where a text stands from its point.
  enum Anchor: String {
    case start, middle, end
  }

  let width: Double
  let height: Double
  private var body = Markup.empty

  /// An empty drawing of a size in units of its own.
  init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

  /// The drawing.
  func svg(title: String, description: String) -> Markup {
    """
    <svg viewBox="0 0 \(Self.text(width)) \(Self.text(height))" role="img" aria-label="\(title). \(description)">
    <title>\(title)</title>
    <desc>\(description)</desc>
    \(body)</svg>
    """
  }

  /// Words, in parts, each perhaps a number of the report.
  mutating func words(_ parts: [ReportNumber], x: Double, y: Double, anchor: Anchor, style: String) {
    let parts = parts.map { part in
      part.pointer == nil ? "\(part.text)" : "<tspan\(part.origin)>\(part.text)</tspan>" as Markup
    }
    let place: Markup = "x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor.rawValue)\""
    body += "<text class=\"\(style)\" \(place)>\(parts.joined())</text>\n"
  }

  /// Words that are no number of the report.
  mutating func words(_ text: String, x: Double, y: Double, anchor: Anchor, style: String) {
    words([.text(text)], x: x, y: y, anchor: anchor, style: style)
  }

  /// A line.
  mutating func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), style: String) {
    let start: Markup = "x1=\"\(Self.text(from.x))\" y1=\"\(Self.text(from.y))\""
    let end: Markup = "x2=\"\(Self.text(to.x))\" y2=\"\(Self.text(to.y))\""
    body += "<line class=\"\(style)\" \(start) \(end)/>\n"
  }

  /// A bar, whose length stands for a number of the report.
  mutating func bar(
    x: Double, y: Double, width: Double, height: Double, style: String, number: ReportNumber? = nil
  ) {
    let place: Markup = "x=\"\(Self.text(x))\" y=\"\(Self.text(y))\""
    let size: Markup = "width=\"\(Self.text(max(width, 0)))\" height=\"\(Self.text(height))\""
    body += "<rect class=\"\(style)\" \(place) \(size)\(number?.origin)/>\n"
  }

  /// A line through points. The place is that of the list in the JSON report whose elements they stand for.
  mutating func curve(_ points: [(x: Double, y: Double)], style: String, place: String) {
    let text = points.map { "\(Self.text($0.x)),\(Self.text($0.y))" }.joined(separator: " ")
    body += "<polyline class=\"\(style)\" points=\"\(text)\" data-json=\"\(place)\"/>\n"
  }

  /// A point.
  mutating func dot(x: Double, y: Double, style: String) {
    body += "<circle class=\"\(style)\" cx=\"\(Self.text(x))\" cy=\"\(Self.text(y))\" r=\"4.5\"/>\n"
  }

  /// A length, to a hundredth of a unit.
  private static func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && rounded.magnitude < 1e9 ? String(Int(rounded)) : "\(rounded)"
  }
}
