import Catalog
import Platform

/// Spot prices of each type and zone, summed up while they are read, in memory that does not depend on how many there are.
///
/// Up to `exactCount` prices are kept as they are; of more, the median is that of 64 steps to each doubling, so that it is off
/// by one percent at most. Neither depends on the order.
///
/// A history has millions of prices. So entries lie in memory of their own, each with its name in it: arrays would count
/// references and check for other owners at each price, and every further place in memory is a wait.
final class SpotTally {
  /// How many prices of a type and zone are kept as they are.
  private static let exactCount = 16

  /// A type and a zone, in zero-padded words.
  private struct Name: Equatable {
    /// The longest type or zone, in bytes. AWS's longest are `u7in-32tb.224xlarge` and `us-east-1-wl1-bos-wlz-1`.
    static let limit = 24

    private let type: (UInt64, UInt64, UInt64)
    private let zone: (UInt64, UInt64, UInt64)

    @inline(__always)
    init(type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer) {
      self.type = Self.words(type)
      self.zone = Self.words(zone)
    }

    @inline(__always)
    private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64) {
      (word(bytes, 0), bytes.count > 8 ? word(bytes, 8) : 0, bytes.count > 16 ? word(bytes, 16) : 0)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
      if place &+ 8 <= bytes.count { return bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
      var word: UInt64 = 0
      var shift: UInt64 = 0
      for byte in bytes[place...] {
        word |= UInt64(byte) &<< shift
        shift &+= 8
      }
      return word
    }

    @inline(__always)
    var hash: Int {
      var hash = Self.mixed(Self.mixed(type.0, type.1), type.2)
      hash = Self.mixed(Self.mixed(Self.mixed(hash, zone.0), zone.1), zone.2)
      return Int(truncatingIfNeeded: hash >> 32)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      return product ^ (product >> 32)
    }

    static func == (one: Name, other: Name) -> Bool { one.type == other.type && one.zone == other.zone }

    var texts: (type: String, zone: String) { (Self.text(type), Self.text(zone)) }

    private static func text(_ words: (UInt64, UInt64, UInt64)) -> String {
      withUnsafeBytes(of: words) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
  }

  /// The prices of one type in one zone, in units of 10^-9 US dollars.
  private struct Prices {
    let name: Name
    var count = 0
    var least = UInt64.max
    var greatest: UInt64 = 0
    /// The newest day as a number: 20261030.
    var newest = 0
    var store = PriceStore()

    init(of name: Name) { self.name = name }
  }

  /// A price that is not yet added up. Some are taken together, so that the places in memory that they need are fetched at the
  /// same time instead of one after the other.
  private struct Pending {
    let name: Name
    let hash: Int
    let price: UInt64
    let day: Int
  }

  private static let batch = 64
  private let pending = UnsafeMutablePointer<Pending>.allocate(capacity: batch)
  private var pendingCount = 0
  /// The sum of what was read ahead, so that the reading is not left out.
  private var readAhead = 0

  private var prices = UnsafeMutablePointer<Prices>.allocate(capacity: 512)
  private var capacity = 512
  private var count = 0
  /// A hash table of indexes of entries from 1; 0 is free.
  private var slots = UnsafeMutablePointer<UInt32>.allocate(capacity: 1_024)
  private var slotMask = 1_023

  init() { slots.initialize(repeating: 0, count: slotMask + 1) }

  deinit {
    for index in 0..<count { prices[index].store.deallocate() }
    prices.deallocate()
    slots.deallocate()
    pending.deallocate()
  }

  /// Adds a price, in units of 10^-9 US dollars, more than 0, and its day, such as 20261030. Returns false for a type or a zone
  /// that is too long to be one.
  func add(_ price: UInt64, type: UnsafeRawBufferPointer, zone: UnsafeRawBufferPointer, day: Int) -> Bool {
    guard type.count <= Name.limit, zone.count <= Name.limit else { return false }
    let name = Name(type: type, zone: zone)
    (pending + pendingCount).initialize(to: Pending(name: name, hash: name.hash, price: price, day: day))
    pendingCount &+= 1
    if pendingCount == Self.batch { addPending() }
    return true
  }

  private func addPending() {
    var sum = 0
    for place in 0..<pendingCount { sum &+= Int(slots[pending[place].hash & slotMask]) }
    for place in 0..<pendingCount {
      let index = Int(slots[pending[place].hash & slotMask])
      if index > 0 { sum &+= prices[index - 1].store.readAhead(pending[place].price) }
    }
    readAhead &+= sum
    for place in 0..<pendingCount {
      let one = pending + place
      // Found first, since prices may move to make room.
      let index = index(one.pointee.name, one.pointee.hash)
      let entry = prices + index
      let price = one.pointee.price
      if price < entry.pointee.least { entry.pointee.least = price }
      if price > entry.pointee.greatest { entry.pointee.greatest = price }
      if one.pointee.day > entry.pointee.newest { entry.pointee.newest = one.pointee.day }
      entry.pointee.store.add(price, after: entry.pointee.count, keeping: Self.exactCount)
      entry.pointee.count &+= 1
    }
    pendingCount = 0
  }

  /// What the prices of one type in one zone come to.
  struct Entry {
    let type: String
    let zone: String
    let count: Int
    let least: UInt64
    let greatest: UInt64
    /// The price in the middle of all: of an even number the lower one.
    let median: UInt64
    /// The newest day; nil if no date is valid.
    let newest: CalendarDate?
  }

  /// Every type and zone.
  func entries() -> [Entry] {
    addPending()
    return (0..<count).map { index in
      let found = prices[index]
      let names = found.name.texts
      return Entry(
        type: names.type, zone: names.zone, count: found.count, least: found.least, greatest: found.greatest,
        median: min(max(found.store.median(of: found.count, keeping: Self.exactCount), found.least), found.greatest),
        newest: Self.day(found.newest))
    }
  }

  /// A type and a zone that cannot be, or whose newest day is none; nil if there is none.
  func firstImpossible() -> (type: String, zone: String)? {
    addPending()
    // The names come up with many others, so that each is judged once.
    var (types, zones): (Set<String>, Set<String>) = ([], [])
    for index in 0..<count {
      let (type, zone) = prices[index].name.texts
      let isKnown = types.contains(type) || InstanceTypeName(type) != nil
      let isPlaced = zones.contains(zone) || RegionName.isOne(String(zone.dropLast()))
      guard isKnown, isPlaced, Self.day(prices[index].newest) != nil else { return (type, zone) }
      types.insert(type)
      zones.insert(zone)
    }
    return nil
  }

  private static func day(_ number: Int) -> CalendarDate? {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return CalendarDate("\(number / 10_000)-\(padded(number / 100 % 100))-\(padded(number % 100))")
  }

  @inline(__always)
  private func index(_ name: Name, _ hash: Int) -> Int {
    var slot = hash & slotMask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if prices[index].name == name { return index }
      slot = (slot &+ 1) & slotMask
    }
    return append(name, at: slot)
  }

  private func append(_ name: Name, at slot: Int) -> Int {
    if count == capacity {
      let larger = UnsafeMutablePointer<Prices>.allocate(capacity: 2 * capacity)
      larger.moveInitialize(from: prices, count: count)
      prices.deallocate()
      (prices, capacity) = (larger, 2 * capacity)
    }
    (prices + count).initialize(to: Prices(of: name))
    count += 1
    slots[slot] = UInt32(count)
    if count * 2 > slotMask { growSlots() }
    return count - 1
  }

  private func growSlots() {
    slots.deallocate()
    slotMask = slotMask * 4 + 3
    slots = .allocate(capacity: slotMask + 1)
    slots.initialize(repeating: 0, count: slotMask + 1)
    for index in 0..<count {
      var slot = prices[index].name.hash & slotMask
      while slots[slot] != 0 { slot = (slot + 1) & slotMask }
      slots[slot] = UInt32(index + 1)
    }
  }
}

/// The prices of one type and zone: as they are while they are few, else how many fall in each step.
private struct PriceStore {
  private var exact: UnsafeMutablePointer<UInt64>?
  private var steps: UnsafeMutablePointer<UInt32>?
  /// How many prices have room, or how many steps there are.
  private var room = 0
  private var firstStep = 0

  /// Adds a price to `count` others, of which up to `most` are kept as they are.
  mutating func add(_ price: UInt64, after count: Int, keeping most: Int) {
    if count < most {
      if count == room { growExact(count) }
      exact?[count] = price
      return
    }
    if count == most { countSteps(most) }
    addStep(Self.step(price))
  }

  /// Reads what adding a price would change, so that it is near when it is added.
  func readAhead(_ price: UInt64) -> Int {
    guard let steps else { return room }
    let step = Self.step(price) - firstStep
    return 0..<room ~= step ? Int(steps[step]) : room
  }

  /// The price in the middle of `count` prices, of which up to `most` are kept as they are.
  func median(of count: Int, keeping most: Int) -> UInt64 {
    let place = (count - 1) / 2
    if count <= most { return UnsafeBufferPointer(start: exact, count: count).sorted()[place] }
    guard let steps else { return 0 }
    var passed = 0
    for index in 0..<room {
      passed += Int(steps[index])
      if passed > place { return Self.middle(firstStep + index) }
    }
    return .max
  }

  func deallocate() {
    exact?.deallocate()
    steps?.deallocate()
  }

  private mutating func growExact(_ count: Int) {
    room = max(8, 2 * room)
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: room)
    if let exact {
      larger.update(from: exact, count: count)
      exact.deallocate()
    }
    exact = larger
  }

  /// Goes over from prices to steps.
  private mutating func countSteps(_ count: Int) {
    guard let exact else { return }
    self.exact = nil
    room = 0
    for price in UnsafeBufferPointer(start: exact, count: count) { addStep(Self.step(price)) }
    exact.deallocate()
  }

  private mutating func addStep(_ step: Int) {
    if step < firstStep || step >= firstStep + room { widen(to: step) }
    if let counter = steps.map({ $0 + (step - firstStep) }) { counter.pointee &+= 1 }
  }

  /// Makes room for a step, and for some beside it, since prices wander.
  private mutating func widen(to step: Int) {
    let first = room == 0 ? step - 8 : min(firstStep, step - 8)
    let end = room == 0 ? step + 9 : max(firstStep + room, step + 9)
    let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: end - first)
    wider.initialize(repeating: 0, count: end - first)
    if let steps {
      (wider + (firstStep - first)).update(from: steps, count: room)
      steps.deallocate()
    }
    (steps, firstStep, room) = (wider, first, end - first)
  }

  /// Which of 64 steps to each doubling.
  private static func step(_ price: UInt64) -> Int {
    let exponent = 63 - price.leadingZeroBitCount
    guard exponent >= 6 else { return Int(price) }
    return exponent * 64 + Int((price >> UInt64(exponent - 6)) & 63)
  }

  /// The price in the middle of a step.
  private static func middle(_ step: Int) -> UInt64 {
    guard step >= 6 * 64 else { return UInt64(max(0, step)) }
    let (exponent, part) = (step / 64, UInt64(step % 64) + 64)
    return exponent == 6 ? part : (2 * part + 1) << UInt64(exponent - 7)
  }
}
