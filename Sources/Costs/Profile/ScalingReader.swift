import Queueing
import Documents
import Findings

extension CostProfileReader {
  private static let scalingFields = [
    Field("runSeconds", "runSeconds: 1800"), Field("variation", "variation: 12"),
    Field("bootSeconds", "bootSeconds: 180"),
    Field("idleSeconds", "idleSeconds: 600"), Field("waitLimitSeconds", "waitLimitSeconds: 1800"),
  ]

  /// Reads how jobs run and nodes scale. What is not given is as in `Scaling.standard`.
  mutating func scaling(_ node: Node) -> Scaling {
    var scaling = Scaling.standard
    guard let fields = decoder.fields(of: node, title: "scaling", known: Self.scalingFields) else { return scaling }
    set(&scaling.timing.runSeconds, "runSeconds", in: fields, 1e-3...1e9)
    set(&scaling.timing.variation, "variation", in: fields, 0...10_000)
    set(&scaling.timing.bootSeconds, "bootSeconds", in: fields, 0...1e6)
    set(&scaling.timing.idleSeconds, "idleSeconds", in: fields, 0...1e9)
    set(&scaling.waitLimitSeconds, "waitLimitSeconds", in: fields, 0...1e9)
    return scaling
  }

  private mutating func set(
    _ value: inout Double, _ name: String, in fields: TreeDecoder.Fields, _ range: ClosedRange<Double>
  ) {
    guard let text = decoder.number(name, in: fields) else { return }
    guard let number = Double(text.value), range.contains(number) else {
      report(
        "`\(name)` is \(printable(text.value, limit: 40)), not a number from \(range.lowerBound) to \(range.upperBound)",
        at: text.place)
      return
    }
    value = number
  }
}
