/// Bars of what each mode costs, in pieces by service.
struct CostChart {
  /// The bill of one mode.
  struct Bar {
    let name: String
    /// What stands at its end.
    let words: [ReportNumber]
    /// The pieces, in the same order in every bar.
    let pieces: [(style: String, amount: Double, number: ReportNumber)]
    /// Where the bill may lie; nil for a bound that is not known.
    let low: Double
    let high: Double?
  }

  let bars: [Bar]
  let title: String
  let description: String

  /// Services with a colour of their own; the others share one. The colours of more could not be told apart by everyone.
  private static let colors = 5

  /// The class of the colour of the service that is the given rank, 0 for the dearest.
  static func style(_ rank: Int) -> String { rank < colors ? "part-\(rank + 1)" : "part-rest" }

  private static let (width, row, thickness) = (720.0, 96.0, 34.0)

  /// The chart.
  func svg() -> Markup {
    var drawing = SVGDrawing(width: Self.width, height: Double(bars.count) * Self.row)
    let most = bars.map { bar in max(bar.high ?? 0, bar.pieces.reduce(0) { $0 + max($1.amount, 0) }) }.max() ?? 1
    let scale = (Self.width - 2) / max(most, 1e-9)
    for (index, bar) in bars.enumerated() {
      let y = Double(index) * Self.row
      drawing.words(bar.name, x: 0, y: y + 24, anchor: .start, style: "name")
      drawing.words(bar.words, x: Self.width, y: y + 24, anchor: .end, style: "value")
      var x = 0.0
      for piece in bar.pieces where piece.amount > 0 {
        drawing.bar(
          x: x, y: y + 36, width: piece.amount * scale, height: Self.thickness, style: piece.style, number: piece.number
        )
        x += piece.amount * scale
      }
      // From the lowest to the highest bill.
      let (middle, low, high) = (y + 36 + Self.thickness + 9, bar.low * scale, bar.high.map { $0 * scale })
      drawing.line((low, middle), (high ?? Self.width, middle), style: "range")
      drawing.line((low, middle - 5), (low, middle + 5), style: "range")
      if let high { drawing.line((high, middle - 5), (high, middle + 5), style: "range") }
    }
    return drawing.svg(title: title, description: description)
  }
}
