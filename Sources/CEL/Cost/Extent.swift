/// The possible sizes of a variable's values, for estimating the cost of an expression.
///
/// ```swift
/// Variable("request", .map(.string, .dyn), extent: .record(["name": .text(0...63), "types": .list(0...20)]))
/// ```
public struct Extent: Sendable {
  /// The number of code units of a text or of bytes, of elements or of entries; zero for values without a size.
  let count: Interval
  private let content: Content

  private indirect enum Content: Sendable {
    case unknown
    case elements(Extent, keys: Extent)
    case fields([String: Extent])
  }

  private init(_ count: Interval, _ content: Content) {
    self.count = count
    self.content = content
  }

  /// An unknown extent.
  public static let unknown = Extent(.any, .unknown)

  /// The extent of a value without a size: a number, a bool, a timestamp.
  public static let scalar = Extent(.zero, .unknown)

  /// The extent of a text or bytes, by the number of UTF-8 code units or bytes.
  public static func text(_ count: ClosedRange<UInt64>) -> Extent {
    Extent(Interval(count.lowerBound, count.upperBound), .unknown)
  }

  /// The extent of a list, by the number of elements.
  public static func list(_ count: ClosedRange<UInt64>, of element: Extent = .unknown) -> Extent {
    sequence(Interval(count.lowerBound, count.upperBound), of: element, keys: .scalar)
  }

  /// The extent of a map, by the number of entries.
  public static func map(
    _ count: ClosedRange<UInt64>, keys: Extent = .unknown, values: Extent = .unknown
  ) -> Extent {
    sequence(Interval(count.lowerBound, count.upperBound), of: values, keys: keys)
  }

  /// The extent of a struct, or of a map whose keys are known.
  public static func record(_ fields: [String: Extent]) -> Extent {
    Extent(Interval(0, UInt64(fields.count)), .fields(fields))
  }

  static func text(_ count: Interval) -> Extent { Extent(count, .unknown) }

  static func sequence(_ count: Interval, of element: Extent, keys: Extent = .unknown) -> Extent {
    Extent(count, .elements(element, keys: keys))
  }

  /// Creates the extent that the type alone implies.
  init(of type: ValueType) {
    switch type {
    case .string, .bytes, .dyn, .parameter, .structure, .opaque, .error, .wrapper: self = .unknown
    case .list(let element): self = .sequence(.any, of: Extent(of: element), keys: .scalar)
    case .map(let key, let value): self = .sequence(.any, of: Extent(of: value), keys: Extent(of: key))
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type: self = .scalar
    }
  }

  /// Creates the extent of a known value.
  init(of value: Value) {
    switch value {
    case .string(let text): self = .text(Interval(UInt64(text.utf8.count)))
    case .bytes(let bytes): self = .text(Interval(UInt64(bytes.count)))
    case .list(let elements):
      self = .sequence(
        Interval(UInt64(elements.count)), of: Extent.union(elements.map(Extent.init(of:))), keys: .scalar)
    case .map(let map):
      self = .sequence(
        Interval(UInt64(map.count)), of: Extent.union(map.values.map(Extent.init(of:))),
        keys: Extent.union(map.keys.map(Extent.init(of:))))
    case .structure, .opaque, .optional: self = .unknown
    default: self = .scalar
    }
  }

  /// The extent of any of the elements of a list or the values of a map.
  var element: Extent {
    switch content {
    case .elements(let element, _): element
    case .fields(let fields): Extent.union(Array(fields.values))
    case .unknown: .unknown
    }
  }

  /// The extent of any of the keys of a map.
  var key: Extent {
    switch content {
    case .elements(_, let key): key
    case .fields(let fields): Extent.union(fields.keys.map { .text(Interval(UInt64($0.utf8.count))) })
    case .unknown: .unknown
    }
  }

  /// The extent of a field, or of the value of a key.
  func field(_ name: String) -> Extent {
    if case .fields(let fields) = content { fields[name] ?? .unknown } else { element }
  }

  /// The extent with zero as its lower bound.
  var atMost: Extent { Extent(count.atMost, content) }

  func union(_ other: Extent) -> Extent {
    let content: Content =
      switch (self.content, other.content) {
      case (.unknown, .unknown): .unknown
      case (.unknown, let known) where count.most == 0: known
      case (let known, .unknown) where other.count.most == 0: known
      case (.unknown, _), (_, .unknown): .unknown
      default: .elements(element.union(other.element), keys: key.union(other.key))
      }
    return Extent(count.union(other.count), content)
  }

  static func union(_ extents: [Extent]) -> Extent {
    guard let first = extents.first else { return .scalar }
    return extents.dropFirst().reduce(first) { $0.union($1) }
  }
}

extension ValueType {
  /// Whether values of the type have no size.
  var isScalar: Bool {
    switch self {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type: true
    case .wrapper(let type): type.isScalar
    default: false
    }
  }

  /// Whether values of the type are texts or bytes.
  var isText: Bool {
    switch self {
    case .string, .bytes: true
    case .wrapper(let type): type.isText
    default: false
    }
  }

  /// The type of the elements of a list or the values of a map.
  var elementType: ValueType {
    switch self {
    case .list(let element), .map(_, let element): element
    default: .dyn
    }
  }
}
