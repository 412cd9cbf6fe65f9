import Testing

@testable import Simulation

struct WaitHistogramTests {
  @Test func `gives quantiles within half a percent`() {
    var histogram = WaitHistogram()
    let values = (1...9_999).map { 0.01 * Double($0) * Double($0) }
    for value in values { histogram.add(value) }
    for share in [0.001, 0.25, 0.5, 0.95, 0.99, 1] {
      let exact = values[Int((share * 9_999).rounded(.up)) - 1]
      #expect(abs(histogram.quantile(share) / exact - 1) < 1.0 / 256)
    }
  }

  @Test func `counts those that do not wait apart`() {
    var histogram = WaitHistogram()
    for value in [0, 0, 0, 8, -1e-12, .infinity] { histogram.add(value) }
    #expect(histogram.unhindered == 4)
    #expect(histogram.quantile(0.5) == 0)
    #expect(histogram.share(within: 0) == 4.0 / 6)
    #expect(histogram.share(within: 7.9) == 4.0 / 6)
    #expect(histogram.share(within: 9) == 5.0 / 6)
    #expect(histogram.share(within: .infinity) == 1)
    #expect(histogram.share(within: -1) == 0)
  }

  @Test func `adds up`() {
    var one = WaitHistogram()
    var other = WaitHistogram()
    for value in 0..<100 { one.add(Double(value)) }
    for value in 100..<200 { other.add(Double(value)) }
    one.merge(other)
    #expect(one.total == 200)
    #expect(abs(one.quantile(0.5) - 99) < 0.5)
    for (share, value) in [(-1, 0.0), (.nan, 0), (2, 199)] { #expect(abs(one.quantile(share) - value) < 1) }
  }

  @Test func `is 0 without jobs`() {
    #expect(WaitHistogram().quantile(0.5) == 0)
    #expect(WaitHistogram().quantile(.nan) == 0)
    #expect(WaitHistogram().share(within: 5) == 0)
  }
}
