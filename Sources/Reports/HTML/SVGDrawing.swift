/// A drawing as inline SVG, without script: readable in print, on a phone and by a screen reader, which gets the title and
/// the description. Colours are classes of the page's style sheet.
struct SVGDrawing {
  /// Where a text stands from its point.
  enum Anchor: String {
    case start, middle, end
  }

  let width: Double
  let height: Double
  private var body = ""

  /// An empty drawing of a size in units of its own.
  init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

  /// The drawing.
  func svg(title: String, description: String) -> String {
    let (title, description) = (MarkupText.escaped(title), MarkupText.escaped(description))
    return "<svg viewBox=\"0 0 \(Self.text(width)) \(Self.text(height))\" role=\"img\" "
      + "aria-label=\"\(title). \(description)\">\n<title>\(title)</title>\n<desc>\(description)</desc>\n\(body)</svg>"
  }

  /// Words, in parts, each perhaps a number of the report.
  mutating func words(_ parts: [ReportNumber], x: Double, y: Double, anchor: Anchor, style: String) {
    body +=
      "<text class=\"\(style)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor.rawValue)\">"
      + parts.map { part in
        part.pointer == nil
          ? MarkupText.escaped(part.text) : "<tspan\(Self.origin(part))>\(MarkupText.escaped(part.text))</tspan>"
      }.joined() + "</text>\n"
  }

  /// Words that are no number of the report.
  mutating func words(_ text: String, x: Double, y: Double, anchor: Anchor, style: String) {
    words([.text(text)], x: x, y: y, anchor: anchor, style: style)
  }

  /// A line.
  mutating func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), style: String) {
    body +=
      "<line class=\"\(style)\" x1=\"\(Self.text(from.x))\" y1=\"\(Self.text(from.y))\" x2=\"\(Self.text(to.x))\" "
      + "y2=\"\(Self.text(to.y))\"/>\n"
  }

  /// A bar, whose length stands for a number of the report.
  mutating func bar(
    x: Double, y: Double, width: Double, height: Double, style: String, number: ReportNumber? = nil
  ) {
    body +=
      "<rect class=\"\(style)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" width=\"\(Self.text(max(width, 0)))\" "
      + "height=\"\(Self.text(height))\"\(number.map(Self.origin) ?? "")/>\n"
  }

  /// A line through points. The place is that of the list in the JSON report whose elements they stand for.
  mutating func curve(_ points: [(x: Double, y: Double)], style: String, place: String) {
    let text = points.map { "\(Self.text($0.x)),\(Self.text($0.y))" }.joined(separator: " ")
    body += "<polyline class=\"\(style)\" points=\"\(text)\" data-json=\"\(MarkupText.escaped(place))\"/>\n"
  }

  /// A point.
  mutating func dot(x: Double, y: Double, style: String) {
    body += "<circle class=\"\(style)\" cx=\"\(Self.text(x))\" cy=\"\(Self.text(y))\" r=\"4.5\"/>\n"
  }

  private static func origin(_ number: ReportNumber) -> String {
    guard let pointer = number.pointer else { return "" }
    return " data-json=\"\(MarkupText.escaped(pointer))\" data-form=\"\(number.form.rawValue)\""
  }

  /// A length, to a hundredth of a unit.
  private static func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && rounded.magnitude < 1e9 ? String(Int(rounded)) : "\(rounded)"
  }
}
