import Gregorian

/// Timestamps and durations as text.
enum TimeText {
  /// Reads an RFC 3339 timestamp: `2026-11-24T12:00:00.5Z`, `…+01:00`.
  static func timestamp(_ text: String) -> Timestamp? {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
      scanner.take("-"), let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t"),
      let hour = scanner.number(digits: 2), scanner.take(":"), let minute = scanner.number(digits: 2),
      scanner.take(":"), let second = scanner.number(digits: 2), (1...12).contains(month), day >= 1,
      day <= Gregorian.days(inMonth: month, of: year), hour < 24, minute < 60, second < 60
    else { return nil }
    var nanoseconds: Int64 = 0
    if scanner.take(".") {
      guard let fraction = scanner.fraction() else { return nil }
      nanoseconds = fraction
    }
    var offset = 0
    if !(scanner.take("Z") || scanner.take("z")) {
      let isNegative = scanner.take("-")
      guard isNegative || scanner.take("+"), let hours = scanner.number(digits: 2), scanner.take(":"),
        let minutes = scanner.number(digits: 2), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3_600 + minutes * 60) * (isNegative ? -1 : 1)
    }
    guard scanner.isAtEnd else { return nil }
    let days = Gregorian.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds))
  }

  /// Returns the timestamp in UTC, with as many decimals as it needs.
  static func text(of timestamp: Timestamp) -> String {
    let time = CivilTime(seconds: timestamp.seconds)
    let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
    let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    return "\(date)T\(clock)\(decimals(Int64(timestamp.nanoseconds)))Z"
  }

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads a duration: numbers with units, as in `1h45m`, `-1.5s`, `250ms` (Go's `time.ParseDuration`); nil if the text
  /// is not one or has more nanoseconds than 64 bits hold.
  static func nanoseconds(_ text: String) -> Int64? {
    var scanner = DigitScanner(text)
    let isNegative = scanner.take("-")
    if !isNegative { _ = scanner.take("+") }
    if scanner.take("0"), scanner.isAtEnd { return 0 }
    scanner = DigitScanner(text)
    _ = scanner.take("-") || scanner.take("+")
    var total: Int64 = 0
    repeat {
      let whole = scanner.wholeNumber()
      guard !scanner.hasOverflowed else { return nil }
      var fraction: (digits: Int64, scale: Int64) = (0, 1)
      if scanner.take(".") {
        guard let digits = scanner.decimals(), whole != nil || digits.scale > 1 else { return nil }
        fraction = digits
      } else if whole == nil {
        return nil
      }
      let name = scanner.unit()
      guard let unit = units.first(where: { $0.name == name }) else { return nil }
      let (product, overflows) = (whole ?? 0).multipliedReportingOverflow(by: unit.nanoseconds)
      guard !overflows else { return nil }
      // At most 3.6 * 10^12 * 10^15 / 10^15; computed with 128 bits.
      let part = Int64(Int128(fraction.digits) * Int128(unit.nanoseconds) / Int128(fraction.scale))
      for addend in [product, part] {
        let (sum, overflows) =
          isNegative ? total.subtractingReportingOverflow(addend) : total.addingReportingOverflow(addend)
        guard !overflows else { return nil }
        total = sum
      }
    } while !scanner.isAtEnd
    return total
  }

  /// Returns the duration in seconds, with as many decimals as it needs: `5400s`, `0.25s`.
  static func text(ofNanoseconds nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let seconds = magnitude / 1_000_000_000
    return "\(nanoseconds < 0 ? "-" : "")\(seconds)\(decimals(Int64(magnitude % 1_000_000_000)))s"
  }

  private static func decimals(_ nanoseconds: Int64) -> String {
    guard nanoseconds > 0 else { return "" }
    var digits = Array(padded(Int(nanoseconds), 9).utf8)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return "." + String(decoding: digits, as: UTF8.self)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

/// Reads digits and symbols from the front of a text.
struct DigitScanner {
  private let bytes: [UInt8]
  private var position = 0
  /// Whether a whole number did not fit in 64 bits.
  private(set) var hasOverflowed = false

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func digit() -> Int64? {
    guard position < bytes.count, Lexer.isDigit(bytes[position]) else { return nil }
    position += 1
    return Int64(bytes[position - 1] - UInt8(ascii: "0"))
  }

  /// Reads a number of exactly `count` digits.
  mutating func number(digits count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Reads all digits that follow; nil if there are none, or too many for 64 bits.
  mutating func wholeNumber() -> Int64? {
    guard var value = digit() else { return nil }
    while let digit = digit() {
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflows) = product.addingReportingOverflow(digit)
      guard !overflows, !sumOverflows else {
        hasOverflowed = true
        return nil
      }
      value = sum
    }
    return value
  }

  /// Reads digits after a decimal point, and ten to the power of their number. Digits after the fifteenth are ignored.
  mutating func decimals() -> (digits: Int64, scale: Int64)? {
    var value: Int64 = 0
    var scale: Int64 = 1
    while let digit = digit() {
      guard scale < 1_000_000_000_000_000 else { continue }
      value = value * 10 + digit
      scale *= 10
    }
    return (value, scale)
  }

  /// Reads one to nine digits after a decimal point, as nanoseconds.
  mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while count < 9, let digit = digit() {
      value = value * 10 + digit
      count += 1
    }
    guard count > 0 else { return nil }
    while digit() != nil {}
    for _ in count..<9 { value *= 10 }
    return value
  }

  /// Reads everything up to the next digit or point, or the end.
  mutating func unit() -> String {
    let start = position
    while position < bytes.count, !Lexer.isDigit(bytes[position]), bytes[position] != UInt8(ascii: ".") {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
