/// How the rate of arrivals varies over a week: relative weights of hours and of days, whose product is the rate.
public struct LoadProfile: Sendable, Equatable {
  /// The share of the week's arrivals that has come by the beginning of each of its 168 hours, and 1 at its end.
  let cumulative: [Double]

  static let hourSeconds = 3600.0
  static let weekSeconds = 168 * hourSeconds

  /// A profile. The weights need no particular sum; a workload's rate stays its mean over the week.
  /// - Parameters:
  ///   - hours: 24 weights, from midnight.
  ///   - days: 7 weights, from the day on which the run begins.
  /// - Throws: `InvalidParameter` for a wrong number of weights, negative ones, or none above 0.
  public init(
    hours: [Double] = Array(repeating: 1, count: 24), days: [Double] = Array(repeating: 1, count: 7)
  ) throws(InvalidParameter) {
    guard hours.count == 24 else {
      throw InvalidParameter("number of hour weights", "\(hours.count)", "must be 24, one for each hour of the day")
    }
    guard days.count == 7 else {
      throw InvalidParameter("number of day weights", "\(days.count)", "must be 7, one for each day of the week")
    }
    for weight in hours { try InvalidParameter.check("hour weight", weight, in: 0...1e6) }
    for weight in days { try InvalidParameter.check("day weight", weight, in: 0...1e6) }
    self.init(trusted: hours, days)
    guard cumulative[168] > 0 else {
      throw InvalidParameter("profile", "0", "must have an hour with a weight above 0 on a day with one")
    }
  }

  private init(trusted hours: [Double], _ days: [Double]) {
    var sums = [0.0]
    for day in days { for hour in hours { sums.append(sums[sums.count - 1] + day * hour) } }
    let total = sums[168]
    cumulative = total > 0 ? sums.map { $0 / total } : sums
  }

  /// Office hours: five days of work, most of it between nine and six, and a tenth of the rate at nights and weekends.
  public static let officeHours = LoadProfile(
    trusted: (0..<24).map { (9..<18).contains($0) ? 1 : 0.1 }, [1, 1, 1, 1, 1, 0.1, 0.1])

  /// The arrivals until then, as the weeks of an even stream that have as many.
  func evenWeeks(until seconds: Double) -> Double {
    let weeks = seconds / LoadProfile.weekSeconds
    let whole = weeks.rounded(.down)
    let hours = min((weeks - whole) * 168, 168.0.nextDown)
    let cell = Int(hours)
    return whole + cumulative[cell] + (cumulative[cell + 1] - cumulative[cell]) * (hours - Double(cell))
  }

  /// A clock at the beginning of a week.
  var clock: Clock { Clock(cumulative: cumulative) }

  /// Moves arrivals of an even stream, given in ascending order, to the times at which the profile has them.
  ///
  /// A Poisson process whose clock runs through the inverse of the cumulative rate is a Poisson process of that rate
  /// (Çinlar, "Introduction to Stochastic Processes", 1975, chapter 4.7). Unlike thinning it rejects nothing: streams of
  /// different rates stay in step.
  struct Clock {
    fileprivate let cumulative: [Double]
    private var cell = 0
    private var week = 0.0

    fileprivate init(cumulative: [Double]) { self.cumulative = cumulative }

    /// The time of an arrival that an even stream has at that time.
    mutating func warp(_ time: Double) -> Double {
      let weeks = time / LoadProfile.weekSeconds
      let whole = weeks.rounded(.down)
      if whole != week { (week, cell) = (whole, 0) }
      let share = weeks - whole
      while cell < 167, cumulative[cell + 1] <= share { cell += 1 }
      let width = cumulative[cell + 1] - cumulative[cell]
      let part = width > 0 ? min((share - cumulative[cell]) / width, 1) : 0
      return week * LoadProfile.weekSeconds + (Double(cell) + part) * LoadProfile.hourSeconds
    }
  }
}
