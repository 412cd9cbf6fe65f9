import Catalog
import Money

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
    private(set) var count = 0
    private(set) var least = UInt64.max
    private(set) var greatest: UInt64 = 0
    private(set) var newest: [UInt8] = []
    private var exact: [UInt64] = []
    private var steps: [UInt32] = []
    private var firstStep = 0

    fileprivate init(type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer) {
      self.type = String(decoding: type, as: UTF8.self)
      self.zone = String(decoding: zone, as: UTF8.self)
      key = Array(type) + [0] + Array(zone)
    }

    fileprivate mutating func add(_ price: UInt64, day: UnsafeRawBufferPointer) {
      count += 1
      least = min(least, price)
      greatest = max(greatest, price)
      if newest.lexicographicallyPrecedes(day) { newest = Array(day) }
      if count <= SpotTally.exactCount { exact.append(price) }
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

  /// Adds a price, in units of 10^-9 US dollars, more than 0, and its day.
  mutating func add(
    _ price: UInt64, type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer, day: UnsafeRawBufferPointer
  ) {
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
      let key = entries[index].key
      if key.count == type.count + zone.count + 1, key.starts(with: type), key[(type.count + 1)...].elementsEqual(zone)
      {
        return index
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(Entry(type: type, zone: zone))
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  private mutating func grow() {
    let old = entries
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for (index, entry) in old.enumerated() {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in entry.key where byte != 0 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }
}

/// Prices as digits.
enum PriceDigits {
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
