import Gregorian

/// A time as ISO 8601 and most logs write it.
struct TimestampText {
  private let bytes: [UInt8]

  /// The seconds since 1970 of a time such as `2026-11-26T08:30:00Z`: a space or `T` between date and time, an optional
  /// fraction, and `Z`, an offset such as `+02:00`, or nothing for UTC. Nil for anything else.
  static func seconds(_ text: String) -> Double? {
    let text = TimestampText(bytes: Array(text.utf8))
    guard (19...40).contains(text.bytes.count), let whole = text.wholeSeconds else { return nil }
    let (fraction, rest) = text.fraction
    guard let fraction, let offset = text.offset(from: rest) else { return nil }
    return Double(whole - offset) + fraction
  }

  /// The seconds of date and time, without the fraction, read as UTC.
  private var wholeSeconds: Int? {
    guard hasSeparators, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), (1...Gregorian.days(inMonth: month, of: year)).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    return Gregorian.days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  private var hasSeparators: Bool {
    zip([4, 7, 13, 16], "--::".utf8).allSatisfy { bytes[$0] == $1 } && "T ".utf8.contains(bytes[10])
  }

  /// The fraction, 0 if there is none and nil if no digit follows the point; and the index after it.
  private var fraction: (value: Double?, end: Int) {
    guard bytes.count > 19, bytes[19] == UInt8(ascii: ".") else { return (0, 19) }
    var end = 20
    while end < bytes.count, TimestampText.digits.contains(bytes[end]) { end += 1 }
    return (end > 20 ? Double("0" + String(decoding: bytes[19..<end], as: UTF8.self)) : nil, end)
  }

  /// The offset of the time zone from UTC in seconds.
  private func offset(from place: Int) -> Int? {
    switch bytes.count - place {
    case 0: return 0
    case 1: return bytes[place] == UInt8(ascii: "Z") ? 0 : nil
    case 6:
      guard bytes[place + 3] == UInt8(ascii: ":"), let hours = number((place + 1)..<(place + 3)),
        let minutes = number((place + 4)..<(place + 6)), hours < 24, minutes < 60
      else { return nil }
      let seconds = hours * 3_600 + minutes * 60
      return bytes[place] == UInt8(ascii: "+") ? seconds : bytes[place] == UInt8(ascii: "-") ? -seconds : nil
    default: return nil
    }
  }

  private func number(_ range: Range<Int>) -> Int? {
    var value = 0
    for byte in bytes[range] {
      guard TimestampText.digits.contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
