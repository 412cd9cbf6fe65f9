import Simulation
import Costs
public import Money

/// How the result changes with one assumption while the others stay fixed.
public struct Sensitivity: Sendable {
  /// The name of the assumption.
  public let name: String
  /// The result for a lower value.
  public let lower: Variation
  /// The result for a higher value.
  public let higher: Variation

  /// A value of the assumption and its result.
  public struct Variation: Sendable {
    /// The value, in words.
    public let value: String
    /// The monthly saving.
    public let saving: Money
    /// The mean additional wait in seconds; nil if one node cannot carry the load.
    public let extraWait: Double?

    init(_ value: String, _ study: ModeStudy, saving: Money? = nil) {
      self.value = value
      self.saving = saving ?? study.saving.mean
      extraWait = study.costSavings.result.saturation == nil ? study.extraWait.mean : nil
    }
  }

  /// The difference between the savings, for comparisons.
  private var span: Double {
    abs((Double(higher.saving.exact) ?? 0) - (Double(lower.saving.exact) ?? 0))
  }

  /// Sorted by effect on the saving, strongest first.
  static func strongestFirst(_ all: [Sensitivity]) -> [Sensitivity] {
    all.enumerated().sorted { ($1.element.span, $0.offset) < ($0.element.span, $1.offset) }.map(\.element)
  }

  /// The assumption that a trace determines.
  static let variability = "variability of run times"

  /// The assumptions to vary, and their values.
  static let varied: [(name: String, values: [@Sendable (inout Assumptions) -> String])] = [
    ("load", [scaled(\.load, 0.75, Self.nodes), scaled(\.load, 1.25, Self.nodes)]),
    (
      variability,
      [scaled(\.variation, 0.25, { "cv² \(Self.short($0))" }), scaled(\.variation, 4, { "cv² \(Self.short($0))" })]
    ),
    ("boot time", [scaled(\.bootSeconds, 0.5, Self.minutes), scaled(\.bootSeconds, 2, Self.minutes)]),
    ("idle timeout", [scaled(\.idleSeconds, 0.5, Self.minutes), scaled(\.idleSeconds, 2, Self.minutes)]),
    ("minimum of normal mode", [shifted(-1), shifted(1)]),
  ]

  /// The effect of compute nodes that cost a fifth less or more, because of a discount, another market or a new price
  /// list. This needs no new simulation, because the waits do not change. Nil if the price is unknown.
  static func computePrice(_ base: ModeStudy) throws(MoneyError) -> Sensitivity? {
    guard let normal = try base.normal.estimate.compute, let other = try base.costSavings.estimate.compute else {
      return nil
    }
    // A fifth of the extra cost of compute nodes in normal mode.
    let change = try normal.subtracting(other).divided(by: 5)
    let saving = base.saving.mean
    return Sensitivity(
      name: "price of compute nodes", lower: Variation("20 % less", base, saving: try saving.subtracting(change)),
      higher: Variation("20 % more", base, saving: try saving.adding(change)))
  }

  private static func scaled(
    _ path: any WritableKeyPath<Assumptions, Double> & Sendable, _ factor: Double,
    _ text: @escaping @Sendable (Double) -> String
  ) -> @Sendable (inout Assumptions) -> String {
    { assumptions in
      assumptions[keyPath: path] *= factor
      return text(assumptions[keyPath: path])
    }
  }

  private static func shifted(_ step: Int) -> @Sendable (inout Assumptions) -> String {
    { assumptions in
      assumptions.minimumNodes = min(max(0, assumptions.minimumNodes + step), assumptions.maximumNodes)
      return nodes(Double(assumptions.minimumNodes))
    }
  }

  @Sendable static func short(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\((value * 1_000).rounded() / 1_000)"
  }
  @Sendable private static func nodes(_ value: Double) -> String { value == 1 ? "1 node" : "\(short(value)) nodes" }
  @Sendable private static func minutes(_ seconds: Double) -> String { "\(short(seconds / 60)) min" }
}

extension Estimate {
  /// The monthly cost of compute nodes at the expected price; nil if unknown.
  fileprivate var compute: Money? {
    get throws(MoneyError) {
      var sum = Money.zero(total.low.currency)
      for line in lines {
        guard case .requestedInstanceTypes = line.component.price else { continue }
        guard let monthly = line.monthly else { return nil }
        sum = try sum.adding(monthly.expected)
      }
      return sum
    }
  }
}
