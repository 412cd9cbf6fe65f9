import CEL

/// A type as JSON: `"int"`, `["list", "int"]`, `["map", "string", ["list", "dyn"]]`.
struct TypeNotation: Decodable {
  let type: ValueType

  init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      guard let type = Self.simple[name] else { throw Unreadable(what: "type \(name)") }
      self.type = type
      return
    }
    var content = try decoder.unkeyedContainer()
    switch try content.decode(String.self) {
    case "list": type = .list(try content.decode(Self.self).type)
    case "map": type = .map(try content.decode(Self.self).type, try content.decode(Self.self).type)
    case let name: throw Unreadable(what: "type \(name)")
    }
  }

  private static let simple: [String: ValueType] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "null": .null,
    "timestamp": .timestamp, "duration": .duration, "dyn": .dyn,
  ]
}

/// A value as JSON that says its type: `{"int": "1"}`, `{"double": "-0.0"}`, `{"bytes": [255]}`, `{"list": […]}`,
/// `{"map": [[key, value], …]}`, `{"duration": "1500000000"}` in nanoseconds, `{"timestamp": ["0", "0"]}` in seconds and
/// nanoseconds.
struct ValueNotation: Codable, Equatable {
  let value: Value

  private enum Kind: String, CodingKey {
    case null, bool, int, uint, double, string, bytes, list, map, timestamp, duration, type, other
  }

  init(_ value: Value) {
    self.value = value
  }

  init(from decoder: any Decoder) throws {
    let content = try decoder.container(keyedBy: Kind.self)
    guard let kind = content.allKeys.first else { throw Unreadable(what: "value without a type") }
    func number<Number: LosslessStringConvertible>(_ text: String) throws -> Number {
      guard let number = Number(text) else { throw Unreadable(what: "number \(text)") }
      return number
    }
    switch kind {
    case .null: value = .null
    case .bool: value = .bool(try content.decode(Bool.self, forKey: kind))
    case .int: value = .int(try number(content.decode(String.self, forKey: kind)))
    case .uint: value = .uint(try number(content.decode(String.self, forKey: kind)))
    case .double: value = .double(try number(content.decode(String.self, forKey: kind)))
    case .string: value = .string(try content.decode(String.self, forKey: kind))
    case .bytes: value = .bytes(try content.decode([UInt8].self, forKey: kind))
    case .list: value = .list(try content.decode([Self].self, forKey: kind).map(\.value))
    case .map:
      let entries = try content.decode([[Self]].self, forKey: kind)
      value = .map(try ValueMap(entries.map { ($0[0].value, $0[1].value) }))
    case .timestamp:
      let parts = try content.decode([String].self, forKey: kind)
      guard let moment = Timestamp(seconds: try number(parts[0]), nanoseconds: try number(parts[1])) else {
        throw Unreadable(what: "moment \(parts)")
      }
      value = .timestamp(moment)
    case .duration: value = .duration(nanoseconds: try number(content.decode(String.self, forKey: kind)))
    case .type, .other: throw Unreadable(what: "\(kind.rawValue) as an input")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var content = encoder.container(keyedBy: Kind.self)
    switch value {
    case .null: try content.encodeNil(forKey: .null)
    case .bool(let value): try content.encode(value, forKey: .bool)
    case .int(let value): try content.encode(String(value), forKey: .int)
    case .uint(let value): try content.encode(String(value), forKey: .uint)
    case .double(let value): try content.encode(value.description, forKey: .double)
    case .string(let value): try content.encode(value, forKey: .string)
    case .bytes(let value): try content.encode(value, forKey: .bytes)
    case .list(let elements): try content.encode(elements.map(Self.init), forKey: .list)
    case .map(let map):
      try content.encode(zip(map.keys, map.values).map { [Self($0), Self($1)] }, forKey: .map)
    case .timestamp(let moment):
      try content.encode([String(moment.seconds), String(moment.nanoseconds)], forKey: .timestamp)
    case .duration(let nanoseconds): try content.encode(String(nanoseconds), forKey: .duration)
    case .type(let name): try content.encode(name, forKey: .type)
    case .optional, .structure, .opaque, .error: try content.encode(value.description, forKey: .other)
    }
  }

  /// Whether the two are the same, types and all: `1` is not `1.0`, and NaN is NaN.
  static func == (one: Self, other: Self) -> Bool {
    switch (one.value, other.value) {
    case (.double(let one), .double(let other)): one.description == other.description
    case (.list(let one), .list(let other)): one.map(Self.init) == other.map(Self.init)
    case (.map(let one), .map(let other)):
      one.keys.map(Self.init) == other.keys.map(Self.init) && one.values.map(Self.init) == other.values.map(Self.init)
    default: one.value.typeName == other.value.typeName && one.value.isEqual(to: other.value)
    }
  }
}

/// What the input says that cannot be read.
struct Unreadable: Error, CustomStringConvertible {
  let what: String
  var description: String { "cannot read the \(what)" }
}
