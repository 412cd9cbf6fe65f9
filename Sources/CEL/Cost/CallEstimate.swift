/// What a call of a function takes besides reading its arguments, and how large its result can be.
struct CallEstimate {
  let name: String
  let arguments: [(extent: Extent, type: ValueType, value: Value?)]
  let result: ValueType

  /// Units that the function spends besides those of every call; nil where nothing is known of the name.
  var cost: Interval? {
    switch name {
    case "_+_": joins ? (count(0) + count(1)).atMost.union(result.isText ? .zero : count(0) + count(1)) : .zero
    case "slice", "math.greatest", "math.least": elements
    case "sum": elements
    case "min", "max", "isSorted": (elements + count(0) * Cost.reading(element(0), elementType(0))).atMost
    case "reverse": isList ? count(0) : type(0).isText ? .zero : count(0).atMost
    case "optional.unwrap", "unwrapOpt": count(0)
    case "sort": Cost.sorting(count(0), by: element(0), elementType(0))
    case "distinct": distinct
    case "flatten": arguments.count == 1 ? flattening : .any
    case "lists.range": range
    case "sets.contains", "sets.intersects": (count(0) * count(1) * comparison).atMost
    case "sets.equivalent": (count(0) * count(1) * comparison * Interval(2)).atMost
    case "matches": (pattern + matching(text: 0, pattern: 1)).atMost
    case "regex.extract", "regex.extractAll": (pattern + matching(text: 0, pattern: 1) + perMatch).atMost
    case "regex.replace": (pattern + matching(text: 0, pattern: 1) + replacements).atMost
    case "find", "findAll": (pattern + matching(text: 0, pattern: 1) + perMatch).atMost
    case "getQuery": .any
    case "quantity", "isQuantity": Interval(0, Self.quantityWork(ofText: count(0)))
    case _ where type(0) == .opaque(Quantity.typeName, []): Interval(0, Self.quantityWork(count(0) + count(1)))
    case "indexOf" where !type(0).isText, "lastIndexOf" where !type(0).isText:
      type(0).isDynamic ? .any : (count(0) * (comparison(with: 1) + 1)).atMost
    case "indexOf", "lastIndexOf":
      (count(0).map(Cost.traversal(ofCount:)) * (count(1).map(Cost.traversal(ofCount:)) + 1)).atMost
    case "replace": ((count(0) + 1) * (count(2).map(Cost.traversal(ofCount:)) + 1)).atMost
    case "join": (count(0) * ((element(0).count + separator).map(Cost.traversal(ofCount:)) + 1)).atMost
    case "format": count(1) + formatting.atMost
    default: nil
    }
  }

  /// The extent of the result, as far as the arguments tell.
  var extent: Extent {
    switch name {
    case "_+_" where joins:
      result.isText
        ? .text(count(0) + count(1))
        : .sequence(count(0) + count(1), of: element(0).union(element(1)))
    case "dyn", "optional.of", "optional.ofNonZeroValue", "value", "sort": argument(0)
    case "orValue", "or": argument(0).union(argument(1))
    case "lowerAscii", "upperAscii", "bytes": .text(count(0))
    case "reverse": isList ? argument(0) : .text(count(0))
    case "trim", "substring", "charAt", "base64.decode", "regex.extract", "find": .text(count(0).atMost)
    case "string": .text((count(0) + Self.longestScalar).atMost)
    case "base64.encode": .text((count(0) + count(0) + 4).atMost)
    case "strings.quote": .text((count(0) + count(0) + 2).atMost)
    case "split", "regex.extractAll", "findAll": .sequence((count(0) + 1).atMost, of: .text(count(0).atMost))
    case "join": .text((count(0) * (element(0).count + separator)).atMost)
    case "replace": .text((count(0) + (count(0) + 1) * count(2)).atMost)
    case "regex.replace": .text(replaced.atMost)
    case "format": .text(formatted.atMost)
    case "slice", "distinct", "optional.unwrap", "unwrapOpt": argument(0).atMost
    case "lists.range": .sequence(range, of: .scalar)
    case "flatten":
      arguments.count == 1 ? .sequence((count(0) * element(0).count).atMost, of: element(0).element) : .unknown
    case "quantity": .text(Self.quantityDigits(ofText: count(0)))
    case "add", "sub": .text(count(0).union(count(1)) + 20)
    case "first", "last", "min", "max": element(0)
    case "optional.none": .scalar
    default: Extent(of: result)
    }
  }

  /// Characters of a number, a moment or a span of time as text, at most: a moment has 30, a double 24.
  private static let longestScalar: UInt64 = 40

  private func argument(_ index: Int) -> Extent {
    arguments.indices.contains(index) ? arguments[index].extent : .scalar
  }
  private func count(_ index: Int) -> Interval { argument(index).count }
  private func element(_ index: Int) -> Extent { argument(index).element }
  private func type(_ index: Int) -> ValueType { arguments.indices.contains(index) ? arguments[index].type : .dyn }
  private func elementType(_ index: Int) -> ValueType { type(index).elementType }

  private var isList: Bool { if case .list = type(0) { true } else { false } }
  /// Whether `+` may join texts, bytes or lists.
  private var joins: Bool { !result.isScalar }
  private var separator: Interval { arguments.count > 1 ? count(1) : .zero }

  private var elements: Interval {
    arguments.reduce(.zero) { sum, argument in
      switch argument.type {
      case .list, .map: sum + argument.extent.count
      case .dyn: sum + argument.extent.count.atMost
      default: sum
      }
    }
  }

  private var range: Interval {
    if case .int(let count)? = arguments.first?.value { Interval(UInt64(max(0, count))) } else { .any }
  }

  private var flattening: Interval {
    let elements = count(0) * (element(0).count + 1)
    return if case .list = elementType(0) { elements } else { elements.atMost }
  }

  private var distinct: Interval {
    let each = Cost.reading(element(0), elementType(0)) + Cost.step
    switch elementType(0) {
    case .bool, .int, .uint, .string: return count(0) * each
    default: return count(0) * each + (count(0) * count(0) * comparison).atMost
    }
  }

  /// Digits of a quantity of a text, with what an exponent and a unit add.
  private static func quantityDigits(ofText count: Interval) -> Interval {
    (count + UInt64(Quantity.largestExponent) + 40).atMost
  }

  private static func quantityWork(ofText count: Interval) -> UInt64 { quantityWork(quantityDigits(ofText: count)) }

  private static func quantityWork(_ digits: Interval) -> UInt64 {
    digits.isBounded ? digits.most / Quantity.digitsPerUnit + 1 : .max
  }

  /// Comparing an element of the first argument with another argument.
  private func comparison(with place: Int) -> Interval {
    if elementType(0).isScalar || type(place).isScalar { return Interval(0, Cost.step) }
    if elementType(0).isText || type(place).isText {
      let count = min(element(0).count.most, self.count(place).most)
      return Interval(0, Cost.traversal(ofCount: count).addingSaturating(Cost.step))
    }
    return .any
  }

  /// Comparing an element of the first argument with one of the last.
  private var comparison: Interval {
    let (one, other) = (element(0), element(arguments.count - 1))
    if elementType(0).isScalar { return Interval(Cost.step) }
    if elementType(0).isText {
      return Interval(
        Cost.step, Cost.traversal(ofCount: min(one.count.most, other.count.most)).addingSaturating(Cost.step))
    }
    return .any
  }

  // MARK: Patterns

  /// Compiling a pattern: at most what RE2 makes in the memory that it is given.
  private var pattern: Interval { Interval(Cost.pattern, Cost.pattern + 2 * Cost.largestPattern) }

  private func matching(text: Int, pattern: Int) -> Interval {
    let (text, pattern) = (count(text), count(pattern))
    return Interval(0, Cost.matching(weight: Cost.patternWeight(ofCount: pattern.most), textCount: text.most))
  }

  private var perMatch: Interval {
    (count(0) + 1)
      * (Interval(Cost.matching(weight: Cost.patternWeight(ofCount: count(1).most), textCount: count(0).most)) + 1)
  }

  /// Each reference of the template, of two characters at least, can stand for the whole text.
  private var replaced: Interval { count(0) + (count(0) + 1) * (count(2) + count(2) * count(0)) }

  private var replacements: Interval {
    perMatch + (count(0) + 1) * (replaced + count(2)).map(Cost.traversal(ofCount:))
  }

  // MARK: Formatting

  /// `%.1000f` of the largest double has 1,310 characters.
  private static let longestFormatted: UInt64 = 1_400

  private var formatted: Interval {
    let element = element(1)
    guard elementType(1).isScalar || elementType(1).isText || isFlat else { return .any }
    return count(0) + count(1) * (element.count + Self.longestFormatted)
  }

  private var isFlat: Bool {
    guard case .list(let values)? = arguments.last?.value else { return false }
    return values.allSatisfy { value in
      switch value {
      case .list, .map, .structure, .opaque, .optional: false
      default: true
      }
    }
  }

  private var formatting: Interval {
    count(1) * (formatted.map(Cost.traversal(ofCount:)) * Interval(3) + Cost.step)
  }
}

extension ValueType {
  /// Whether values have no size.
  var isScalar: Bool {
    switch self {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type: true
    case .wrapper(let type): type.isScalar
    default: false
    }
  }

  /// Whether values are texts or bytes.
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

extension Cost {
  static func traversal(ofCount count: UInt64) -> UInt64 {
    count == .max ? .max : count / textPerUnit + (count % textPerUnit == 0 ? 0 : 1)
  }

  static func matching(weight: UInt64, textCount: UInt64) -> UInt64 {
    textCount < .max ? max(1, traversal(ofCount: textCount + 1)).multipliedSaturating(by: weight) : .max
  }

  /// The most that a pattern of so many code units can weigh, whose program has the memory that an evaluation gives it.
  static func patternWeight(ofCount count: UInt64) -> UInt64 {
    max(count / UInt64(patternPerUnit) + 1, 2 * largestPattern / UInt64(programPerUnit))
  }

  /// Reading a value of an extent, if it is a text or bytes.
  static func reading(_ extent: Extent, _ type: ValueType) -> Interval {
    switch type {
    case .string, .bytes: extent.count.map(traversal(ofCount:))
    case .dyn, .parameter, .wrapper, .error: extent.count.map(traversal(ofCount:)).atMost
    default: .zero
    }
  }

  /// Sorting `count` elements by keys.
  static func sorting(_ count: Interval, by key: Extent, _ type: ValueType) -> Interval {
    let rounds = count.map { UInt64(UInt64.bitWidth - $0.leadingZeroBitCount) }
    return (count * rounds * (reading(key, type) + step)).atMost
  }
}
