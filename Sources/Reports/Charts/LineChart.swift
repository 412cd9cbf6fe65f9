/// A chart of lines over numbers.
struct LineChart {
  /// One line.
  struct Line {
    /// What it shows; it stands at the end of a line without marked points.
    let name: String
    /// The class of its colour.
    let style: String
    /// The points, ascending in x.
    let points: [(x: Double, y: Double)]
    /// Where the JSON report has them.
    let place: String
    /// Points that are marked, and what stands beside them.
    var dots: [(x: Double, y: Double, words: [ReportNumber])] = []
  }

  /// A place on the horizontal axis.
  struct Mark {
    let x: Double
    /// How well it is known.
    var low: Double?
    var high: Double?
    let style: String
    let words: [ReportNumber]
  }

  let title: String
  let description: String
  let lines: [Line]
  let x: Axis
  let y: Axis
  var marks: [Mark] = []

  private static let (width, height) = (720.0, 420.0)
  private static let (left, right, bottom) = (84.0, 20.0, 66.0)
  /// A line of text on a phone, where the drawing is half as large and its letters are not.
  private static let lineHeight = 26.0
  private var top: Double { Self.lineHeight * (marks.isEmpty ? 1.4 : 2.4 + Double(marks.count)) }

  /// The chart.
  func svg() -> Markup {
    var drawing = SVGDrawing(width: Self.width, height: Self.height)
    drawAxes(&drawing)
    for (index, mark) in marks.enumerated() where x.contains(mark.x) { draw(mark, index, &drawing) }
    for line in lines { draw(line, &drawing) }
    drawWords(&drawing)
    return drawing.svg(title: title, description: description)
  }

  private func drawAxes(_ drawing: inout SVGDrawing) {
    let (foot, end) = (Self.height - Self.bottom, Self.width - Self.right)
    for tick in y.ticks {
      let y = place(tick.value)
      drawing.line((Self.left, y), (end, y), style: "grid")
      drawing.words(tick.text, x: Self.left - 8, y: y + 5, anchor: .end, style: "tick")
    }
    for tick in x.ticks {
      let x = across(tick.value)
      drawing.line((x, foot), (x, foot + 5), style: "axis")
      drawing.words(tick.text, x: x, y: foot + 25, anchor: .middle, style: "tick")
    }
    drawing.line((Self.left, foot), (end, foot), style: "axis")
    drawing.words(y.label, x: 0, y: 18, anchor: .start, style: "label")
    drawing.words(x.label, x: end, y: Self.height - 10, anchor: .end, style: "label")
  }

  private func draw(_ mark: Mark, _ index: Int, _ drawing: inout SVGDrawing) {
    let (at, foot) = (across(mark.x), Self.height - Self.bottom)
    let words = Self.lineHeight * (1.9 + Double(index))
    if let low = mark.low, let high = mark.high {
      let (start, end) = (across(low), across(high))
      drawing.bar(x: start, y: words + 6, width: end - start, height: foot - words - 6, style: "band " + mark.style)
    }
    drawing.line((at, words - 14), (at, foot), style: "line " + mark.style)
    let isLeft = at < Self.width / 2
    drawing.words(
      mark.words, x: isLeft ? at + 6 : at - 6, y: words, anchor: isLeft ? .start : .end, style: "words " + mark.style)
  }

  private func draw(_ line: Line, _ drawing: inout SVGDrawing) {
    let points = line.points.map { (x: across($0.x), y: place($0.y)) }
    guard let last = points.last else { return }
    drawing.curve(points, style: "line " + line.style, place: line.place)
    for dot in line.dots where x.contains(dot.x) {
      drawing.dot(x: across(dot.x), y: place(dot.y), style: line.style)
    }
    guard line.dots.isEmpty else { return }
    let isRoomy = last.x > Self.left + 140
    drawing.words(
      line.name, x: isRoomy ? last.x - 6 : Self.left + 6, y: last.y - 9, anchor: isRoomy ? .end : .start,
      style: "words " + line.style)
  }

  /// What stands beside the dots: of those at one height the first to its left, the others to their right, if there is
  /// room. Falling lines leave it below and left of them, and above and right.
  private func drawWords(_ drawing: inout SVGDrawing) {
    let dots = lines.flatMap { line in line.dots.map { (line.style, $0) } }.filter { x.contains($0.1.x) }
    for height in Set(dots.map(\.1.y)).sorted() {
      var last: Double?
      for (style, dot) in dots.filter({ $0.1.y == height }).sorted(by: { $0.1.x < $1.1.x }) {
        let at = (x: across(dot.x), y: place(height))
        // Those of lines that lie on each other say the same.
        if let last, at.x - last < 24 { continue }
        let isLeft = last == nil && at.x > Self.left + 150 || at.x > Self.width - 150
        drawing.words(
          dot.words, x: isLeft ? at.x - 10 : at.x + 10, y: isLeft ? at.y + 22 : at.y - 8,
          anchor: isLeft ? .end : .start, style: "words " + style)
        last = at.x
      }
    }
  }

  private func across(_ value: Double) -> Double { Self.left + x.share(value) * (Self.width - Self.left - Self.right) }

  private func place(_ value: Double) -> Double {
    Self.height - Self.bottom - y.share(value) * (Self.height - Self.bottom - top)
  }
}
