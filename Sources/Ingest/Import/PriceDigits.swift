/// Prices and days as digits.
enum PriceDigits {
  /// The day at the beginning of a moment, `2026-10-30T…`, as a number such as 20261030; nil for anything else.
  static func day(_ moment: UnsafeRawBufferPointer) -> Int? {
    guard moment.count >= 10, moment[4] == UInt8(ascii: "-"), moment[7] == UInt8(ascii: "-") else { return nil }
    var (number, greatest) = (0, UInt8(0))
    func take(_ place: Int) {
      let digit = moment[place] &- UInt8(ascii: "0")
      greatest = max(greatest, digit)
      number = number &* 10 &+ Int(digit)
    }
    for place in 0..<4 { take(place) }
    take(5)
    take(6)
    take(8)
    take(9)
    return greatest > 9 ? nil : number
  }

  /// A decimal in units of 10^-9; nil for anything else, for a million or more, and for more than nine decimal places.
  static func units(_ text: UnsafeRawBufferPointer) -> UInt64? {
    var value: UInt64 = 0
    var place = 0
    while place < text.count {
      let digit = text[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value * 10 + UInt64(digit)
      guard value < 1_000_000 else { return nil }
      place += 1
    }
    guard place > 0 else { return nil }
    var scale = 0
    if place < text.count {
      guard text[place] == UInt8(ascii: ".") else { return nil }
      for byte in text[(place + 1)...] {
        let digit = byte &- UInt8(ascii: "0")
        // More than nine places are fine if they are zeros.
        guard digit <= 9, scale < 9 || digit == 0 else { return nil }
        guard scale < 9 else { continue }
        value = value &* 10 &+ UInt64(digit)
        scale += 1
      }
    }
    return value &* powers[9 - scale]
  }

  private static let powers: [UInt64] = (0...9).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
