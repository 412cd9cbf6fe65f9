import Glibc

/// A chart of lines over numbers as SVG, without script: readable in print, on a phone and by a screen reader, which gets
/// the title and the description. Colours are classes of the page's style sheet.
struct LineChart {
  /// One line.
  struct Line {
    /// What it shows.
    let name: String
    /// The class of its colour.
    let style: String
    /// The points, ascending in x.
    let points: [(x: Double, y: Double)]
  }

  /// How the vertical axis is divided.
  enum Scale {
    /// Evenly, from 0.
    case linear
    /// By powers of ten, from the given value on; smaller ones lie on the axis.
    case logarithmic(from: Double)
  }

  let title: String
  let description: String
  let lines: [Line]
  let scale: Scale
  let xLabel: String
  let yLabel: String
  /// The text at a height of the axis.
  let yText: (Double) -> String
  /// A place on the horizontal axis that is marked, and its text.
  var mark: (x: Double, text: String)?

  private static let (width, height) = (640.0, 320.0)
  private static let (left, right, top, bottom) = (76.0, 16.0, 40.0, 52.0)

  /// The chart.
  func svg() -> String {
    let points = lines.flatMap(\.points)
    let most = (x: points.map(\.x).max() ?? 1, y: max(points.map(\.y).max() ?? 1, 1e-9))
    var text =
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
      + "aria-label=\"\(MarkupText.escaped(title + ". " + description))\">\n"
      + "<title>\(MarkupText.escaped(title))</title>\n<desc>\(MarkupText.escaped(description))</desc>\n"
    for tick in ticks(most.y) {
      let y = Self.text(height(tick, most.y))
      text +=
        "<line class=\"grid\" x1=\"\(Int(Self.left))\" x2=\"\(Int(Self.width - Self.right))\" y1=\"\(y)\" y2=\"\(y)\"/>\n"
      text += label(yText(tick), x: Self.left - 8, y: height(tick, most.y) + 4, anchor: "end")
    }
    for x in Self.steps(most.x) {
      text += label(WhatIfWords.number(x), x: place(x, most.x), y: Self.height - Self.bottom + 18, anchor: "middle")
    }
    text += label(xLabel, x: (Self.left + Self.width - Self.right) / 2, y: Self.height - 8, anchor: "middle")
    text += label(yLabel, x: 4, y: 16, anchor: "start")
    for line in lines {
      let path = line.points.map { "\(Self.text(place($0.x, most.x))),\(Self.text(height($0.y, most.y)))" }
      text += "<polyline class=\"line \(line.style)\" points=\"\(path.joined(separator: " "))\"/>\n"
      if let last = line.points.last {
        text += label(
          line.name, x: place(last.x, most.x) - 4, y: height(last.y, most.y) - 6, anchor: "end", style: line.style)
      }
    }
    if let mark, mark.x <= most.x {
      let x = Self.text(place(mark.x, most.x))
      text +=
        "<line class=\"mark\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(Int(Self.top))\" y2=\"\(Int(Self.height - Self.bottom))\"/>\n"
      text += label(mark.text, x: place(mark.x, most.x) + 6, y: Self.top + 12, anchor: "start", style: "mark")
    }
    return text + "</svg>\n"
  }

  private func label(_ text: String, x: Double, y: Double, anchor: String, style: String = "") -> String {
    "<text class=\"\(style)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor)\">"
      + "\(MarkupText.escaped(text))</text>\n"
  }

  private func place(_ x: Double, _ most: Double) -> Double {
    Self.left + x / max(most, 1e-9) * (Self.width - Self.left - Self.right)
  }

  private func height(_ y: Double, _ most: Double) -> Double {
    let share: Double
    switch scale {
    case .linear: share = y / most
    case .logarithmic(let least): share = log10(max(y, least) / least) / max(log10(most / least), 1e-9)
    }
    return Self.height - Self.bottom - min(max(share, 0), 1) * (Self.height - Self.top - Self.bottom)
  }

  private func ticks(_ most: Double) -> [Double] {
    switch scale {
    case .linear: return Self.steps(most)
    case .logarithmic(let least):
      var ticks = [least]
      while let last = ticks.last, last * 10 <= most, ticks.count < 20 { ticks.append(last * 10) }
      return ticks
    }
  }

  /// Round numbers from 0 to the most, four to eight of them.
  private static func steps(_ most: Double) -> [Double] {
    let power = pow(10, log10(most / 4).rounded(.down))
    let step = [5, 2, 1].map { $0 * power }.first { most / $0 >= 4 } ?? power
    return stride(from: 0, through: most + step * 1e-9, by: step).map { $0 }
  }

  private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
