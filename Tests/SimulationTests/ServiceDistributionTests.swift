import Testing

@testable import Simulation

struct ServiceDistributionTests {
  @Test(arguments: [0, 1e-10, 0.01, 0.25, 0.5, 0.9, 1, 1.5, 4, 12])
  func `draws times of the wanted mean and variation`(variation: Double) throws {
    let distribution = try ServiceDistribution(mean: 300, squaredVariation: variation)
    var stream = RandomStream(seed: 3, purpose: .services, replication: 0)
    let sample = Sample(distribution.draw(40_000, from: &stream))
    let drawn = sample.standardDeviation * sample.standardDeviation / (sample.mean * sample.mean)
    #expect(sample.values.allSatisfy { $0 >= 0 && $0.isFinite })
    // Five standard errors of the mean; the variation is known worse, the worse the larger it is.
    #expect(abs(sample.mean / 300 - 1) <= 5 * (variation / 40_000).squareRoot() + 1e-9)
    #expect(abs(drawn - variation) <= 0.12 * variation + 1e-9)
  }

  @Test(arguments: [(0.0, 1.0), (-1, 1), (.nan, 1), (1, -0.1), (1, .infinity), (1e10, 1)])
  func `refuses means and variations that make no sense`(mean: Double, variation: Double) {
    #expect(throws: InvalidParameter.self) { try ServiceDistribution(mean: mean, squaredVariation: variation) }
  }

  @Test func `says what is wrong and what is allowed`() {
    let error = #expect(throws: InvalidParameter.self) { try ServiceDistribution(mean: 1, squaredVariation: -1) }
    #expect(error?.description == "squared coefficient of variation is `-1`: it must be from 0 to 10000")
  }
}
