import Testing

@testable import Simulation

struct StudentTTests {
  /// Tables of the distribution, two-sided.
  @Test(arguments: [
    (0.95, 1, 12.7062047), (0.95, 2, 4.30265273), (0.95, 9, 2.26215716), (0.95, 19, 2.09302405),
    (0.95, 30, 2.04227246), (0.999, 1, 636.619249), (0.999, 9, 4.78091259), (0.999, 30, 3.64595864),
    (0.99, 99, 2.62640545), (0.95, 1_000, 1.96233908), (0.95, 100_000, 1.95998771), (0.999, 1_000, 3.30028265),
  ])
  func `gives the quantiles of the tables`(level: Double, freedom: Int, expected: Double) {
    #expect(abs(StudentT.quantile(level: level, freedom: freedom) / expected - 1) < 2e-8)
  }

  @Test func `goes over smoothly into the expansion for many degrees`() {
    for level in [0.5, 0.95, 0.999] {
      let below = StudentT.quantile(level: level, freedom: 1_000)
      let above = StudentT.quantile(level: level, freedom: 1_001)
      #expect(below > above && below - above < 1e-5)
    }
  }

  @Test func `does not trap at the ends`() {
    #expect(StudentT.quantile(level: 0, freedom: 5) == 0)
    #expect(StudentT.quantile(level: 1, freedom: 5) == .infinity)
    #expect(StudentT.quantile(level: 0.95, freedom: 0) == .infinity)
  }
}
