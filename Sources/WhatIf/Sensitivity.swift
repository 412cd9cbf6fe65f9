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
    /// The expected monthly saving; nil if a mode cannot carry the load, or a price is unknown.
    public let saving: Money?
    /// The mean additional wait in seconds; nil if a mode cannot carry the load.
    public let extraWait: Double?

    init(_ value: String, _ point: ModePoint, saving: Money? = nil) {
      self.value = value
      self.saving = saving ?? point.saving
      extraWait = point.extraWait
    }
  }

  /// The difference between the savings, for comparisons.
  private var span: Double {
    func number(_ saving: Money?) -> Double { saving.flatMap { Double($0.exact) } ?? 0 }
    return abs(number(higher.saving) - number(lower.saving))
  }

  /// Sorted by effect on the saving, strongest first.
  static func strongestFirst(_ all: [Sensitivity]) -> [Sensitivity] {
    all.enumerated().sorted { ($1.element.span, $0.offset) < ($0.element.span, $1.offset) }.map(\.element)
  }

  /// The assumption that a trace determines.
  static let variability = "how much run times differ"

  /// The assumptions to vary, and their values.
  static let varied: [(name: String, values: [@Sendable (inout Assumptions) -> String])] = [
    ("load", [scaled(\.load, 0.75, Self.nodes), scaled(\.load, 1.25, Self.nodes)]),
    (
      variability,
      [scaled(\.variation, 0.25, Self.times), scaled(\.variation, 4, Self.times)]
    ),
    ("boot time", [scaled(\.bootSeconds, 0.5, Self.minutes), scaled(\.bootSeconds, 2, Self.minutes)]),
    ("idle timeout", [scaled(\.idleSeconds, 0.5, Self.minutes), scaled(\.idleSeconds, 2, Self.minutes)]),
    ("minimum of normal mode", [shifted(-1), shifted(1)]),
  ]

  /// The effect of components that cost a fifth less or more: compute nodes, because of a discount, another market or a new
  /// price list, and what carries most of the saving and is assumed. The waits do not change. Nil if there is no saving, or
  /// the price is unknown.
  static func price(
    _ title: String, _ point: ModePoint, of isMeant: (Component) -> Bool
  ) throws(MoneyError) -> Sensitivity? {
    guard let saving = point.saving, let normal = try point.comparison.normal.sum(isMeant),
      let other = try point.comparison.costSavings.sum(isMeant)
    else { return nil }
    // A fifth of what they add to the saving.
    let change = try normal.subtracting(other).divided(by: 5)
    guard change != .zero(change.currency) else { return nil }
    return Sensitivity(
      name: title, lower: Variation("20 % less", point, saving: try saving.subtracting(change)),
      higher: Variation("20 % more", point, saving: try saving.adding(change)))
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
  /// The coefficient of variation, of which assumptions have the square.
  @Sendable private static func times(_ squared: Double) -> String {
    "\((squared.squareRoot() * 10).rounded() / 10) times their mean"
  }
  @Sendable private static func minutes(_ seconds: Double) -> String { "\(short(seconds / 60)) min" }
}

extension Estimate {
  /// The expected monthly cost of some components; nil if the price of one is unknown.
  fileprivate func sum(_ isMeant: (Component) -> Bool) throws(MoneyError) -> Money? {
    var sum = Money.zero(total.low.currency)
    for line in lines where isMeant(line.component) {
      guard let monthly = line.monthly else { return nil }
      sum = try sum.adding(monthly.expected)
    }
    return sum
  }
}
