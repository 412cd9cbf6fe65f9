import Testing

@testable import Simulation

struct LoadProfileTests {
  @Test func `moves arrivals into the hours that have them`() throws {
    var hours = [Double](repeating: 0, count: 24)
    hours[9] = 3
    hours[14] = 1
    let profile = try LoadProfile(hours: hours, days: [1, 1, 1, 1, 1, 0, 0])
    let service = try ServiceDistribution(mean: 1)
    let workload = try SyntheticWorkload(
      arrivalRate: 0.01, service: service, profile: profile, length: .seconds(4 * TraceWorkload.week), warmUp: 0)
    let jobs = workload.jobs(seed: 1)
    var counts = [Int](repeating: 0, count: 168)
    for arrival in jobs.arrivals { counts[Int(arrival / 3600) % 168] += 1 }
    for (hour, count) in counts.enumerated() where count > 0 {
      #expect(hour / 24 < 5 && [9, 14].contains(hour % 24))
    }
    let morning = (0..<5).reduce(0) { $0 + counts[$1 * 24 + 9] }
    #expect(abs(Double(morning) / Double(jobs.count) - 0.75) < 0.02)
    // The rate stays the mean over the week: 0.01 a second for four weeks.
    #expect(abs(Double(jobs.count) - 24_192) < 800)
    #expect(jobs.arrivals == jobs.arrivals.sorted())
  }

  /// 45 hours of the week at the full rate, 123 at a tenth of it.
  @Test func `office hours are Monday to Friday from nine to six, and a tenth of that at all other times`() {
    let weights = zip(LoadProfile.officeHours.cumulative.dropFirst(), LoadProfile.officeHours.cumulative).map {
      $0 - $1
    }
    for (hour, weight) in weights.enumerated() {
      let isOffice = hour / 24 < 5 && (9..<18).contains(hour % 24)
      #expect(abs(weight - (isOffice ? 1 : 0.1) / 57.3) < 1e-12)
    }
  }

  @Test func `leaves an even stream alone if it is even`() throws {
    var clock = try LoadProfile().clock
    for time in [0, 10, 700_000.5, 1_300_000] { #expect(abs(clock.warp(time) - time) < 1e-6) }
  }

  @Test func `knows how many arrivals come until a time`() throws {
    var hours = [Double](repeating: 0, count: 24)
    hours[9] = 1
    let profile = try LoadProfile(hours: hours)
    let week = TraceWorkload.week
    let day = 1.0 / 7
    let cases: [(Double, Double)] = [
      (0, 0), (32_400, 0), (34_200, day / 2), (36_000, day), (week, 1), (2 * week + 86_400, 2 + day),
    ]
    for (seconds, weeks) in cases {
      #expect(abs(profile.evenWeeks(until: seconds) - weeks) < 1e-9)
    }
    // An hour at the peak has as many as a week: it is refused if they do not fit into memory.
    #expect(throws: InvalidParameter.self) {
      try SyntheticWorkload(
        arrivalRate: 1e4, service: try ServiceDistribution(mean: 1), profile: profile, length: .seconds(36_000))
    }
  }

  @Test func `refuses wrong numbers of weights, negative ones, and none above 0`() {
    #expect(throws: InvalidParameter.self) { try LoadProfile(hours: [1]) }
    #expect(throws: InvalidParameter.self) { try LoadProfile(days: [1]) }
    #expect(throws: InvalidParameter.self) { try LoadProfile(days: [1, 1, 1, 1, 1, 1, -1]) }
    #expect(throws: InvalidParameter.self) { try LoadProfile(days: [0, 0, 0, 0, 0, 0, 0]) }
  }
}
