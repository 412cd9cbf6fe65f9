/// How the arrival rate varies over a week: by relative weights for its 168 hours.
public struct LoadProfile: Sendable, Equatable {
  /// The share of the week's arrivals before the beginning of each of its 168 hours, and 1 at its end.
  let cumulative: [Double]

  static let hourSeconds = 3600.0
  static let weekSeconds = 168 * hourSeconds

  /// Creates a profile in which the weight of an hour of the week is that of the hour times that of the day. The weights may
  /// have any sum; a workload's rate remains its mean over the week.
  /// - Parameters:
  ///   - hours: 24 weights, starting at midnight.
  ///   - days: 7 weights, starting with the day on which the run begins.
  /// - Throws: `InvalidParameter` for a wrong number of weights, for negative weights, or if none is above 0.
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
    self.init(week: days.flatMap { day in hours.map { day * $0 } })
  }

  /// A profile of 168 weights, of which one or more are above 0.
  private init(week: [Double]) {
    var sums = [0.0]
    for weight in week { sums.append(sums[sums.count - 1] + weight) }
    let total = sums[168]
    cumulative = total > 0 ? sums.map { $0 / total } : sums
  }

  /// Office hours: Monday to Friday from nine to six, and a tenth of that rate at all other times.
  public static let officeHours = LoadProfile(
    week: (0..<7).flatMap { day in (0..<24).map { hour in day < 5 && (9..<18).contains(hour) ? 1 : 0.1 } })

  /// The number of arrivals until `seconds`, in weeks of a uniform stream.
  func evenWeeks(until seconds: Double) -> Double {
    let weeks = seconds / LoadProfile.weekSeconds
    let whole = weeks.rounded(.down)
    let hours = min((weeks - whole) * 168, 168.0.nextDown)
    let cell = Int(hours)
    return whole + cumulative[cell] + (cumulative[cell + 1] - cumulative[cell]) * (hours - Double(cell))
  }

  /// A clock that starts at the beginning of a week.
  var clock: Clock { Clock(cumulative: cumulative) }

  /// Moves the arrivals of a uniform stream, in ascending order, to their times under the profile.
  ///
  /// A Poisson process whose clock runs through the inverse of the cumulative rate is a Poisson process of that rate
  /// (Çinlar, "Introduction to Stochastic Processes", 1975, chapter 4.7). Unlike thinning, this rejects nothing, so
  /// streams of different rates stay in step.
  struct Clock {
    fileprivate let cumulative: [Double]
    private var cell = 0
    private var week = 0.0

    fileprivate init(cumulative: [Double]) { self.cumulative = cumulative }

    /// The time under the profile for an arrival at `time` in the uniform stream.
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
