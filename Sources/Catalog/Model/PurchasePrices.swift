public import Money

/// Spare capacity of an instance type in a region: what it cost, and how often AWS takes it back.
public struct SpotMarket: Sendable, Hashable {
  /// The prices in one zone over some time, Linux.
  public struct Zone: Sendable, Hashable {
    /// The zone's name, such as `us-east-1a`. Its letter differs between accounts.
    public let name: String
    /// The price in the middle of all, in US dollars an hour.
    public let median: Money
    /// The lowest price.
    public let least: Money
    /// The highest price.
    public let greatest: Money
    /// How many prices there were.
    public let samples: Int
    /// The day of the newest one.
    public let newest: String

    /// Creates a summary of prices.
    package init(name: String, median: Money, least: Money, greatest: Money, samples: Int, newest: String) {
      self.name = name
      self.median = median
      self.least = least
      self.greatest = greatest
      self.samples = samples
      self.newest = newest
    }
  }

  /// What AWS's spot advisor says.
  public struct Advice: Sendable, Hashable {
    /// The least share of instances that AWS takes back in a month, in percent.
    public let leastPercent: Int
    /// The greatest share; 100 for the highest band.
    public let greatestPercent: Int
    /// How much cheaper than on demand it was over a month, in percent; less than zero where it was dearer.
    public let savingsPercent: Int
    /// The day or month of the advice.
    public let asOf: String
    /// Where it is from, in words.
    public let source: String

    /// What savings may be.
    package static let savings = -1_000..<100

    /// Creates advice.
    package init(leastPercent: Int, greatestPercent: Int, savingsPercent: Int, asOf: String, source: String) {
      self.leastPercent = leastPercent
      self.greatestPercent = greatestPercent
      self.savingsPercent = savingsPercent
      self.asOf = asOf
      self.source = source
    }
  }

  /// The advice; nil if none is known.
  public let advice: Advice?
  /// The zones with known prices, sorted by name.
  public let zones: [Zone]

  /// Creates a market.
  package init(advice: Advice?, zones: [Zone]) {
    self.advice = advice
    self.zones = zones
  }
}

/// The terms of a commitment: its length and, optionally, the plan and the payment.
public struct CommitmentTerms: Sendable, Hashable {
  /// For how many years.
  public let years: Int
  /// What is bought; nil for any.
  public let plan: CommitmentPrice.Plan?
  /// When it is paid; nil for any.
  public let payment: CommitmentPrice.Payment?

  /// Creates terms.
  public init(years: Int, plan: CommitmentPrice.Plan? = nil, payment: CommitmentPrice.Payment? = nil) {
    self.years = years
    self.plan = plan
    self.payment = payment
  }

  /// The terms in words: `1 year (compute-savings-plan, no-upfront)`.
  public var inWords: String {
    let more = [plan?.rawValue, payment?.rawValue].compactMap(\.self).joined(separator: ", ")
    return "\(years) year\(years == 1 ? "" : "s")" + (more.isEmpty ? "" : " (\(more))")
  }

  fileprivate func include(_ price: CommitmentPrice) -> Bool {
    price.years == years && plan ?? price.plan == price.plan && payment ?? price.payment == price.payment
  }
}

/// How often AWS takes a spot instance back.
public struct InterruptionRate: Sendable, Hashable {
  /// The mean number of times in an hour of a node.
  public let perNodeHour: Double
  /// Where it is from, in words; nil if the scenario gives the rate.
  public let source: String?

  /// Creates a rate.
  public init(perNodeHour: Double, source: String? = nil) {
    self.perNodeHour = perNodeHour
    self.source = source
  }
}

/// A price an hour for an instance type that is paid for over years, whether it is used or not.
public struct CommitmentPrice: Sendable, Hashable {
  /// What is bought.
  public enum Plan: String, Sendable, CaseIterable {
    /// Reserved instances of the standard class.
    case reservedStandard = "reserved-standard"
    /// Reserved instances that may be exchanged.
    case reservedConvertible = "reserved-convertible"
    /// A savings plan for all types and regions.
    case computeSavingsPlan = "compute-savings-plan"
    /// A savings plan for one family in one region.
    case instanceSavingsPlan = "ec2-instance-savings-plan"
  }

  /// When it is paid.
  public enum Payment: String, Sendable, CaseIterable {
    /// Hour by hour.
    case noUpfront = "no-upfront"
    /// A part in advance.
    case partialUpfront = "partial-upfront"
    /// All in advance.
    case allUpfront = "all-upfront"
  }

  /// What is bought.
  public let plan: Plan
  /// For how many years.
  public let years: Int
  /// When it is paid.
  public let payment: Payment
  /// US dollars an hour, beside what is paid in advance.
  public let hourly: Money
  /// US dollars in advance.
  public let upfront: Money
  /// The day or month of the price.
  public let asOf: String
  /// Where it is from, in words.
  public let source: String

  /// Creates a price.
  package init(
    plan: Plan, years: Int, payment: Payment, hourly: Money, upfront: Money, asOf: String, source: String
  ) {
    self.plan = plan
    self.years = years
    self.payment = payment
    self.hourly = hourly
    self.upfront = upfront
    self.asOf = asOf
    self.source = source
  }

  /// US dollars an hour with what is paid in advance spread over the years; nil if that is out of range.
  public var effectiveHourly: Money? {
    (try? upfront.divided(by: years * BillingHours.perYear)).flatMap { try? hourly.adding($0) }
  }
}

extension RegionalData {
  /// The price of spot capacity an hour: the median of the cheapest zone, else the on-demand price less what AWS's spot
  /// advisor says; nil if neither is known.
  public func spotPrice(of type: String) -> Price? {
    guard let market = spot[type] else { return nil }
    let cheapest = market.zones.min { one, other in
      one.median == other.median ? one.name < other.name : (try? one.median.isLess(than: other.median)) ?? false
    }
    if let zone = cheapest {
      return Price(
        amount: zone.median, status: .list, asOf: zone.newest,
        source: "EC2's spot prices in \(zone.name), median of \(zone.samples) until \(zone.newest)")
    }
    guard let advice = market.advice, let onDemand = onDemand[type],
      let part = try? onDemand.amount.multiplied(by: 100 - advice.savingsPercent).divided(by: 100)
    else { return nil }
    return Price(
      amount: part, status: .inferred, asOf: min(advice.asOf, onDemand.asOf),
      source: "\(advice.savingsPercent) % below on demand by \(advice.source)")
  }

  /// The interruption rate of spot instances of a type: the upper end of the spot advisor's monthly band, divided by 730
  /// hours. Nil without advice.
  public func interruptionRate(of type: String) -> InterruptionRate? {
    spot[type]?.advice.map { advice in
      let (least, greatest) = (advice.leastPercent, advice.greatestPercent)
      let band = greatest == 100 ? "more than \(least) %" : "\(least) to \(greatest) %"
      return InterruptionRate(
        perNodeHour: Double(greatest) / 100 / Double(BillingHours.perMonth),
        source: "\(band) a month by \(advice.source)")
    }
  }

  /// The cheapest price an hour with a commitment; nil if none is known.
  public func commitmentPrice(of type: String, _ terms: CommitmentTerms) -> Price? {
    let priced = (commitments[type] ?? []).filter { terms.include($0) }.compactMap { commitment in
      commitment.effectiveHourly.map { (commitment, $0) }
    }
    let cheapest = priced.min { one, other in
      one.1 == other.1
        ? (one.0.plan.rawValue, one.0.payment.rawValue) < (other.0.plan.rawValue, other.0.payment.rawValue)
        : (try? one.1.isLess(than: other.1)) ?? false
    }
    guard let (commitment, amount) = cheapest else { return nil }
    return Price(
      amount: amount, status: .list, asOf: commitment.asOf,
      source: "\(commitment.plan.rawValue), \(commitment.payment.rawValue): \(commitment.source)")
  }
}

/// Hours as AWS's own calculator and comparisons count them.
public enum BillingHours {
  /// The hours of a month.
  public static let perMonth = 730
  /// The hours of a year.
  public static let perYear = 8_760
}
