import Catalog
import Glibc
import Money
import Platform

/// Spot prices of each type and zone, summed up while they are read, in memory that does not depend on how many there are.
///
/// Up to `exactCount` prices are kept as they are; of more, the median is that of 64 steps to each doubling, so that it is off
/// by one percent at most. Neither depends on the order.
struct SpotTally: Sendable {
  /// How many prices of a type and zone are kept as they are.
  private static let exactCount = 64

  /// The prices of one type in one zone, in units of 10^-9 US dollars.
  struct Entry: Sendable {
    let type: String
    let zone: String
    fileprivate let key: [UInt8]
    fileprivate let hash: UInt64
    private(set) var count = 0
    private(set) var least = UInt64.max
    private(set) var greatest: UInt64 = 0
    /// The newest day as a number: 20261030.
    private var newestNumber = 0
    private var exact: [UInt64] = []
    private var steps: [UInt32] = []
    private var firstStep = 0

    fileprivate init(type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer, hash: UInt64) {
      self.hash = hash
      self.type = String(decoding: type, as: UTF8.self)
      self.zone = String(decoding: zone, as: UTF8.self)
      key = Array(type) + [0] + Array(zone)
    }

    /// The newest day; nil if the dates are none.
    var newest: CalendarDate? {
      func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return CalendarDate(
        "\(newestNumber / 10_000)-\(padded(newestNumber / 100 % 100))-\(padded(newestNumber % 100))")
    }

    fileprivate mutating func add(_ price: UInt64, day: Int) {
      count += 1
      least = min(least, price)
      greatest = max(greatest, price)
      newestNumber = max(newestNumber, day)
      if count <= SpotTally.exactCount { exact.append(price) } else if !exact.isEmpty { exact = [] }
      addStep(Self.step(price))
    }

    private mutating func addStep(_ step: Int) {
      if steps.isEmpty { firstStep = step }
      if step < firstStep {
        steps.insert(contentsOf: [UInt32](repeating: 0, count: firstStep - step), at: 0)
        firstStep = step
      }
      while step - firstStep >= steps.count { steps.append(0) }
      steps[step - firstStep] &+= 1
    }

    /// Which of 64 steps to each doubling.
    private static func step(_ price: UInt64) -> Int {
      let exponent = 63 - price.leadingZeroBitCount
      guard exponent >= 6 else { return Int(price) }
      return exponent * 64 + Int((price >> UInt64(exponent - 6)) & 63)
    }

    /// The price in the middle of a step.
    private static func middle(_ step: Int) -> UInt64 {
      guard step >= 6 * 64 else { return UInt64(step) }
      let (exponent, part) = (step / 64, UInt64(step % 64) + 64)
      return exponent == 6 ? part : (2 * part + 1) << UInt64(exponent - 7)
    }

    /// The price in the middle of all: of an even number the lower one.
    var median: UInt64 {
      let place = (count - 1) / 2
      if count <= SpotTally.exactCount { return exact.sorted()[place] }
      var passed = 0
      for (index, number) in steps.enumerated() {
        passed += Int(number)
        if passed > place { return min(max(Self.middle(firstStep + index), least), greatest) }
      }
      return greatest
    }
  }

  private(set) var entries: [Entry] = []
  /// A hash table of indexes of entries from 1; 0 is free.
  private var slots = [UInt32](repeating: 0, count: 1_024)

  /// Adds a price, in units of 10^-9 US dollars, more than 0, and its day, such as 20261030.
  mutating func add(_ price: UInt64, type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer, day: Int) {
    let index = index(type, zone)
    entries[index].add(price, day: day)
  }

  private mutating func index(_ type: UnsafeRawBufferPointer, _ zone: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a (Fowler, Noll and Vo)
    for byte in type { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for byte in zone { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].hash == hash, Self.isSame(entries[index].key, type, zone) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(Entry(type: type, zone: zone, hash: hash))
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  private static func isSame(_ key: [UInt8], _ type: UnsafeRawBufferPointer, _ zone: UnsafeRawBufferPointer) -> Bool {
    guard key.count == type.count + zone.count + 1, let first = type.baseAddress, let second = zone.baseAddress else {
      return false
    }
    return key.withUnsafeBytes { key in
      guard let start = key.baseAddress else { return false }
      return memcmp(start, first, type.count) == 0 && memcmp(start + type.count + 1, second, zone.count) == 0
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }
}

/// Prices and days as digits.
enum PriceDigits {
  /// The day at the beginning of a moment, `2026-10-30T…`, as a number such as 20261030; nil for anything else.
  static func day(_ moment: UnsafeRawBufferPointer) -> Int? {
    guard moment.count >= 10, moment[4] == UInt8(ascii: "-"), moment[7] == UInt8(ascii: "-") else { return nil }
    var number = 0
    for index in 0..<10 where index != 4 && index != 7 {
      guard 48...57 ~= moment[index] else { return nil }
      number = number * 10 + Int(moment[index] - 48)
    }
    return number
  }

  /// A decimal in units of 10^-9; nil for anything else, for a million or more, and for more than nine decimal places.
  static func units(_ text: UnsafeRawBufferPointer) -> UInt64? {
    var value: UInt64 = 0
    var (places, digits) = (-1, 0)
    for byte in text {
      if byte == UInt8(ascii: "."), places < 0, digits > 0 {
        places = 0
        continue
      }
      guard 48...57 ~= byte else { return nil }
      if places >= 0 {
        places += 1
        if places > 9 {
          guard byte == UInt8(ascii: "0") else { return nil }
          continue
        }
      }
      value = value * 10 + UInt64(byte - 48)
      digits += 1
      guard value < 1_000_000_000_000_000 else { return nil }
    }
    guard digits > 0 else { return nil }
    for _ in max(0, min(places, 9))..<9 {
      value *= 10
    }
    return value < 1_000_000_000_000_000 ? value : nil
  }
}
