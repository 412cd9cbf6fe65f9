import Glibc

/// A stream of pseudo-random numbers: xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number
/// generators", 2021), seeded by SplitMix64 as its authors recommend.
///
/// Each purpose and each replication has its own stream, derived from one seed. Scenarios therefore share the same jobs
/// (common random numbers), however many numbers one of them draws for other purposes.
struct RandomStream: RandomNumberGenerator {
  /// What the numbers of a stream are used for.
  enum Purpose: UInt64 {
    case arrivals = 1
    case services
    case blocks
    case thinning
    case interruptions
  }

  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates a stream from the generator's own state, as in its authors' reference code.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  init(seed: UInt64, purpose: Purpose, replication: Int) {
    var mixer = SplitMix64(state: seed)
    mixer = SplitMix64(state: mixer.next() ^ purpose.rawValue)
    mixer = SplitMix64(state: mixer.next() ^ UInt64(bitPattern: Int64(replication)))
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = (sum << 23 | sum >> 41) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// A uniform number above 0 and at most 1, with 53 bits.
  @inline(__always)
  mutating func uniform() -> Double { Double(Int64(next() >> 11) &+ 1) * 0x1p-53 }

  /// An exponential number with mean 1, by inversion. It takes one uniform number, so two workloads with different
  /// loads and the same seed stay in step.
  @inline(__always)
  mutating func exponential() -> Double { -log(uniform()) }

  /// A normal number with mean 0 and variance 1 (Box and Muller, 1958). It takes two uniform numbers.
  mutating func normal() -> Double { sqrt(2 * exponential()) * cos(2 * .pi * uniform()) }

  /// A gamma number with mean `shape` and scale 1, for shapes of at least 1 (Marsaglia and Tsang, "A simple method for
  /// generating gamma variables", 2000).
  mutating func gamma(shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / sqrt(9 * d)
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(uniform()) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): turns any seed into well-mixed numbers.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.mix(state)
  }

  /// The output function alone: a 64-bit hash.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
