import Testing

@testable import Simulation

struct RandomStreamTests {
  @Test func `gives the numbers of the authors' reference code`() {
    var stream = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
    ]
    for number in expected { #expect(stream.next() == number) }
    var mixer = SplitMix64(state: 1_234_567)
    #expect(mixer.next() == 6_457_827_717_110_365_317)
    #expect(mixer.next() == 3_203_168_211_198_807_973)
  }

  @Test func `has another stream for each seed, purpose and replication`() {
    var seen = Set<UInt64>()
    for seed: UInt64 in [0, 1, .max] {
      for purpose in [RandomStream.Purpose.arrivals, .services, .interruptions] {
        for replication in 0..<3 {
          var stream = RandomStream(seed: seed, purpose: purpose, replication: replication)
          seen.insert(stream.next())
        }
      }
    }
    #expect(seen.count == 27)
  }

  @Test func `draws numbers of the right mean and variance`() {
    var stream = RandomStream(seed: 7, purpose: .services, replication: 0)
    func moments(_ draw: (inout RandomStream) -> Double) -> (mean: Double, variance: Double) {
      let sample = Sample((0..<20_000).map { _ in draw(&stream) })
      return (sample.mean, sample.standardDeviation * sample.standardDeviation)
    }
    let uniform = moments { $0.uniform() }
    #expect(abs(uniform.mean - 0.5) < 0.01 && abs(uniform.variance - 1.0 / 12) < 0.005)
    let normal = moments { $0.normal() }
    #expect(abs(normal.mean) < 0.03 && abs(normal.variance - 1) < 0.05)
    let gamma = moments { $0.gamma(shape: 4) }
    #expect(abs(gamma.mean - 4) < 0.06 && abs(gamma.variance - 4) < 0.3)
  }
}
