import Testing

@testable import Simulation

struct SampleTests {
  @Test func `gives Student's interval of the mean`() {
    let sample = Sample([1, 2, 3, 4])
    #expect(sample.mean == 2.5)
    let interval = sample.interval(level: 0.95)
    // 3.182446 * 1.290994 / 2
    #expect(abs(interval.high - 2.5 - 2.054260) < 1e-5)
    #expect(abs(interval.low - 2.5 + 2.054260) < 1e-5)
  }

  @Test func `gives the range in which the values lie`() {
    let sample = Sample((0...100).map(Double.init))
    let most = sample.range(level: 0.9)
    #expect(abs(most.low - 5) < 1e-9 && abs(most.high - 95) < 1e-9)
    #expect(sample.range(level: 1) == Interval(low: 0, high: 100))
  }

  @Test func `knows nothing of a mean from one value, and everything from equal ones`() {
    #expect(Sample([3]).interval(level: 0.95) == Interval(low: -.infinity, high: .infinity))
    #expect(Sample([3, 3]).interval(level: 0.95) == Interval(low: 3, high: 3))
    #expect(Sample([3, 3]).relativeHalfWidth(level: 0.95) == 0)
    #expect(Sample([-1, 1]).relativeHalfWidth(level: 0.95) == .infinity)
    #expect(Sample([]).mean == 0)
    #expect(Sample([1]).range(level: .nan) == Interval(low: -.infinity, high: .infinity))
  }
}
