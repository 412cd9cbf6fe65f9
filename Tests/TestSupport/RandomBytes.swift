/// A small deterministic generator (SplitMix64), so that a failing test fails again.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that always gives the same numbers for a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Damages texts as transmission, editors and attackers do.
public enum Mutation {
  /// The text with one to eight changes: bytes flipped, removed, doubled, swapped for special ones, parts moved.
  public static func mutate(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      guard !result.isEmpty else { return result }
      let at = Int.random(in: 0..<result.count, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: result[at] = UInt8.random(in: 0...255, using: &generator)
      case 1: result.remove(at: at)
      case 2: result.insert(result[at], at: at)
      case 3: result[at] = special.randomElement(using: &generator) ?? 0
      case 4: result.insert(contentsOf: tokens.randomElement(using: &generator)?.utf8 ?? "".utf8, at: at)
      case 5: result.removeSubrange(at..<min(result.count, at + Int.random(in: 1...40, using: &generator)))
      default:
        let end = min(result.count, at + Int.random(in: 1...60, using: &generator))
        result.insert(contentsOf: Array(result[at..<end]), at: Int.random(in: 0...result.count, using: &generator))
      }
    }
    return result
  }

  private static let special: [UInt8] = Array("{}[]\"':,&*!|>%@`#-\n\r\t\\<>/=".utf8) + [0, 0x80, 0xC0, 0xFF, 0xE2]

  private static let tokens = [
    "---\n", "...\n", "&a [*a]", "<<: *a", "!!binary x", "? [a]\n: b", "\"\\uD800\"", "1e999999",
    "-9223372036854775809",
    "\u{FEFF}", "\u{202E}", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "<![CDATA[", "]]>", "<!--", "usd=\"1e9\"",
    "[[[[[[",
    "{{{{{{", "\\u0000", "0x", "0o8", "+.inf", "~",
  ]
}
