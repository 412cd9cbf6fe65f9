/// A map from keys to values that keeps its entries in insertion order. Keys are bool, int, uint and string. Equal
/// numbers are one key, so that `{1: 'a'}[1u]` is `'a'` (cel-spec, langdef.md, "Aggregate Values").
public struct ValueMap: Sendable {
  private let storage: Storage

  private final class Storage: Sendable {
    let keys: ContiguousArray<Value>
    let values: ContiguousArray<Value>
    /// The indices of the entries by key; nil for small maps, which are searched linearly.
    let places: [MapKey: Int]?

    init(keys: ContiguousArray<Value>, values: ContiguousArray<Value>, places: [MapKey: Int]?) {
      self.keys = keys
      self.values = values
      self.places = places
    }
  }

  /// The size up to which a map is searched linearly. By measurement, hashing pays from about a dozen entries.
  private static let searched = 8

  /// The empty map.
  public static let empty = ValueMap(storage: Storage(keys: [], values: [], places: nil))

  private init(storage: Storage) {
    self.storage = storage
  }

  /// The reason why keys do not make a map.
  public enum KeyError: Error, Sendable {
    /// The value cannot be a key.
    case unsupported(Value)
    /// The key occurs twice.
    case repeated(Value)
  }

  /// Creates a map. Throws if a key is of the wrong kind or occurs twice.
  public init(_ entries: some Sequence<(Value, Value)>) throws(KeyError) {
    var keys: ContiguousArray<Value> = []
    var values: ContiguousArray<Value> = []
    var places: [MapKey: Int] = [:]
    for (key, value) in entries {
      guard let canonical = MapKey(key), !canonical.isFraction else { throw .unsupported(key) }
      if case .double = key { throw .unsupported(key) }
      guard places.updateValue(keys.count, forKey: canonical) == nil else { throw .repeated(key) }
      keys.append(key)
      values.append(value)
    }
    storage = Storage(keys: keys, values: values, places: keys.count > Self.searched ? places : nil)
  }

  /// Creates a map with string keys, in the order of their UTF-8.
  public init(_ dictionary: [String: Value]) {
    let sorted = dictionary.count > 1 ? dictionary.sorted { UTF8Order.isLess($0.key, $1.key) } : Array(dictionary)
    let keys = ContiguousArray(sorted.map { Value.string($0.key) })
    var places: [MapKey: Int]?
    if keys.count > Self.searched {
      places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { (.string(Text($1.key)), $0) })
    }
    storage = Storage(keys: keys, values: ContiguousArray(sorted.map(\.value)), places: places)
  }

  /// Creates a map with string keys, in the given order. If a key occurs twice, the last entry counts.
  public init(ordered entries: [(String, Value)]) {
    var keys: ContiguousArray<Value> = []
    var values: ContiguousArray<Value> = []
    keys.reserveCapacity(entries.count)
    values.reserveCapacity(entries.count)
    var places: [MapKey: Int]? = entries.count > Self.searched ? [:] : nil
    for (key, value) in entries {
      let known =
        places.map { $0[.string(Text(key))] }
        ?? keys.firstIndex { if case .string(let other) = $0 { UTF8Order.isEqual(other, key) } else { false } }
      if let known {
        values[known] = value
        continue
      }
      places?[.string(Text(key))] = keys.count
      keys.append(.string(key))
      values.append(value)
    }
    storage = Storage(keys: keys, values: values, places: places)
  }

  /// The number of entries.
  public var count: Int { storage.keys.count }

  /// The keys, in order.
  public var keys: ContiguousArray<Value> { storage.keys }

  /// The values, in the order of the keys.
  public var values: ContiguousArray<Value> { storage.values }

  /// The value of a key.
  public subscript(key: Value) -> Value? {
    if case .string(let text) = key { return self[text] }
    guard let canonical = MapKey(key) else { return nil }
    if let places = storage.places { return places[canonical].map { storage.values[$0] } }
    for (index, candidate) in storage.keys.enumerated() where MapKey(candidate) == canonical {
      return storage.values[index]
    }
    return nil
  }

  /// The value of a string key.
  public subscript(key: String) -> Value? {
    if let places = storage.places { return places[.string(Text(key))].map { storage.values[$0] } }
    let keys = storage.keys
    for index in keys.indices {
      if case .string(let candidate) = keys[index], UTF8Order.isEqual(candidate, key) { return storage.values[index] }
    }
    return nil
  }
}

/// A map key in canonical form: equal keys are the same, and a number that is an integer is one, whatever its type.
enum MapKey: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  /// Only for numbers beyond the range of signed integers.
  case uint(UInt64)
  case string(Text)
  /// Never the key of an entry, nor equal to one.
  case fraction

  init?(_ value: Value) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .uint(value)
    case .double(let value):
      if let whole = Int64(exactly: value) {
        self = .int(whole)
      } else if let whole = UInt64(exactly: value) {
        self = .uint(whole)
      } else {
        self = .fraction
      }
    case .string(let value): self = .string(Text(value))
    default: return nil
    }
  }

  /// Creates the key of a value that `==` finds equal exactly to the values with that key; nil for other values. Beyond
  /// 2^53 an integer also equals doubles of other values; see `Value.numericOrder(to:)`.
  init?(equal value: Value) {
    guard let key = MapKey(value) else { return nil }
    switch key {
    case .bool, .string: self = key
    case .int(let value) where value.magnitude < 1 << 53: self = key
    case .int, .uint, .fraction: return nil
    }
  }

  var isFraction: Bool { self == .fraction }
}

/// A string that is compared and hashed by its UTF-8, not by canonical equivalence.
struct Text: Hashable, Sendable {
  let string: String

  init(_ string: String) {
    self.string = string
  }

  static func == (one: Text, other: Text) -> Bool { UTF8Order.isEqual(one.string, other.string) }

  func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
