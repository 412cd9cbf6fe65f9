import Foundation
import Testing

@testable import Reports

@Suite struct ChartTests {
  @Test(arguments: [(0.01, 0.0), (0.1, 0.5), (1, 1), (5, 1), (0.001, 0), (-1, 0)])
  func `loads lie by powers of ten, those beyond the ends at them`(load: Double, share: Double) {
    #expect(abs(Axis.loads("load", from: 0.01, to: 1).share(load) - share) < 1e-9)
  }

  @Test func `ticks lie within the axis`() {
    #expect(
      Axis.loads("load", from: 0.02, to: 6.4).ticks.map(\.text) == ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"])
    #expect(Axis.durations("wait", upTo: 90_000).ticks.map(\.text) == ["1 s", "10 s", "1 min", "10 min", "1 h", "1 d"])
    #expect(Axis.durations("wait", upTo: 0).ticks.map(\.text) == ["1 s", "10 s", "1 min", "10 min"])
    #expect(Axis.amounts("USD", upTo: 4_200).ticks.map(\.text) == ["0", "1,000", "2,000", "3,000", "4,000"])
    #expect(Axis.amounts("USD", upTo: 0).ticks.map(\.text).first == "0")
    #expect(Axis.shares("jobs").ticks.map(\.text) == ["100 %", "50 %", "10 %", "5 %", "1 %", "0.1 %"])
  }

  @Test func `a chart has a title and a description, and what it shows cannot break out of it`() {
    let line = LineChart.Line(name: "</svg><b>", style: "normal", points: [(1, 1), (2, 2)], place: "/a")
    let svg = LineChart(
      title: "a \"title\"", description: "<desc>", lines: [line], x: .loads("x", from: 1, to: 2),
      y: .amounts("y", upTo: 2)
    ).svg().text
    #expect(svg.contains("role=\"img\" aria-label=\"a &quot;title&quot;. &lt;desc&gt;\""))
    #expect(svg.contains("<title>a &quot;title&quot;</title>") && svg.contains("<desc>&lt;desc&gt;</desc>"))
    #expect(svg.contains("&lt;/svg&gt;&lt;b&gt;") && svg.hasSuffix("</svg>"))
  }

  @Test func `a line without points, as that of a mode that carries no load, is not drawn`() {
    let line = LineChart.Line(name: "normal", style: "normal", points: [], place: "/a")
    let svg = LineChart(
      title: "a", description: "b", lines: [line], x: .loads("x", from: 1, to: 2), y: .amounts("y", upTo: 2)
    ).svg().text
    #expect(!svg.contains("polyline"))
  }

  @Test func `a tornado has the longest bars first, those without bounds before all`() throws {
    func side(_ text: String, _ result: Double?) -> TornadoChart.Side {
      TornadoChart.Side(words: [.text(text)], result: result, number: .text(text, at: "/" + text), style: "lower")
    }
    let chart = TornadoChart(
      title: "a", description: "b", base: 10, baseWords: [.text("10")],
      rows: [
        TornadoChart.Row(name: "short", sides: [side("9", 9), side("11", 11)]),
        TornadoChart.Row(name: "long", sides: [side("5", 5), side("20", 20)]),
        TornadoChart.Row(name: "endless", sides: [side("8", 8), side("none", nil)]),
      ])
    let svg = chart.svg().text
    let places = try ["endless", "long", "short"].map { try #require(svg.range(of: ">\($0)<")).lowerBound }
    #expect(places == places.sorted())
  }

  @Test func `a tornado of equal results has no bars, and no division by zero`() {
    let side = TornadoChart.Side(words: [], result: 1, number: .text("1", at: "/a"), style: "lower")
    let svg = TornadoChart(
      title: "a", description: "b", base: 1, baseWords: [], rows: [TornadoChart.Row(name: "c", sides: [side, side])]
    ).svg().text
    #expect(svg.contains("width=\"0\"") && !svg.contains("nan"))
  }
}
