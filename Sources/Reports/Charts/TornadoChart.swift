/// Bars of how a result changes with each assumption, left and right of what it is, the longest first.
struct TornadoChart {
  /// A result with another value of an assumption.
  struct Side {
    /// What stands beside it.
    let words: [ReportNumber]
    /// The result; nil where it is without bounds.
    let result: Double?
    let number: ReportNumber
    /// The class of its colour.
    let style: String
  }

  /// One assumption.
  struct Row {
    let name: String
    let sides: [Side]

    /// How far apart its results are.
    func span(_ base: Double) -> Double {
      let results = sides.map { $0.result ?? .infinity } + [base]
      return (results.max() ?? 0) - (results.min() ?? 0)
    }
  }

  let title: String
  let description: String
  /// The result with every assumption as it is.
  let base: Double
  let baseWords: [ReportNumber]
  let rows: [Row]

  private static let (width, row, top, thickness) = (720.0, 62.0, 40.0, 22.0)
  private static let (left, right) = (222.0, 498.0)

  /// The chart.
  func svg() -> Markup {
    var drawing = SVGDrawing(width: Self.width, height: Self.top + Double(rows.count) * Self.row)
    let results = rows.flatMap { $0.sides.compactMap(\.result) } + [base]
    let (least, most) = (results.min() ?? base, results.max() ?? base)
    let scale = (Self.right - Self.left) / max(most - least, 1e-9)
    func across(_ result: Double?) -> Double { result.map { Self.left + ($0 - least) * scale } ?? Self.right + 8 }
    let middle = across(base)
    let isLeft = middle < Self.width / 2
    drawing.words(
      baseWords, x: isLeft ? middle - 4 : middle + 4, y: 20, anchor: isLeft ? .start : .end, style: "value")
    let sorted = rows.enumerated().sorted {
      (-$0.element.span(base), $0.offset) < (-$1.element.span(base), $1.offset)
    }.map(\.element)
    for (index, row) in sorted.enumerated() {
      let y = Self.top + Double(index) * Self.row
      drawing.words(row.name, x: 0, y: y + 18, anchor: .start, style: "name")
      // The longer bar first, so that it hides nothing.
      for side in row.sides.sorted(by: { abs(across($0.result) - middle) > abs(across($1.result) - middle) }) {
        let end = across(side.result)
        drawing.bar(
          x: min(end, middle), y: y + 28, width: abs(end - middle), height: Self.thickness, style: side.style,
          number: side.number)
      }
      let sides = row.sides.sorted { ($0.result ?? .infinity) < ($1.result ?? .infinity) }
      for (side, isFirst) in zip(sides, [true, false]) {
        drawing.words(
          side.words, x: isFirst ? Self.left - 10 : Self.right + 12, y: y + 45, anchor: isFirst ? .end : .start,
          style: "value")
      }
    }
    drawing.line((middle, Self.top - 12), (middle, Self.top + Double(rows.count) * Self.row), style: "axis")
    return drawing.svg(title: title, description: description)
  }
}
