import CEL
import Foundation

/// The suite's notation of types: `map(string, list(int))`, `%T`.
struct TypeNotation {
  private var rest: Substring

  static func parse(_ text: String) -> ValueType {
    var notation = TypeNotation(rest: text[...])
    return notation.type()
  }

  private mutating func type() -> ValueType {
    rest = rest.drop { $0 == " " }
    let name = String(rest.prefix { !"(), ".contains($0) })
    rest = rest.dropFirst(name.count)
    var parameters: [ValueType] = []
    if rest.first == "(" {
      repeat {
        rest = rest.dropFirst()
        parameters.append(type())
      } while rest.first == ","
      rest = rest.dropFirst()
    }
    return Self.type(name, parameters)
  }

  private static func type(_ name: String, _ parameters: [ValueType]) -> ValueType {
    if name.hasPrefix("%") { return .parameter(String(name.dropFirst())) }
    switch (name, parameters.count) {
    case ("list", 1): return .list(parameters[0])
    case ("map", 2): return .map(parameters[0], parameters[1])
    case ("type", 1): return .type(parameters[0])
    case ("wrapper", 1): return .wrapper(parameters[0])
    default: break
    }
    let short = name.hasPrefix("google.protobuf.") ? String(name.dropFirst("google.protobuf.".count)) : name
    return switch short {
    case "bool": .bool
    case "int": .int
    case "uint": .uint
    case "double": .double
    case "string": .string
    case "bytes": .bytes
    case "null_type": .null
    case "dyn", "any", "Any", "Value": .dyn
    case "timestamp", "Timestamp": .timestamp
    case "duration", "Duration": .duration
    case "BoolValue": .wrapper(.bool)
    case "BytesValue": .wrapper(.bytes)
    case "StringValue": .wrapper(.string)
    case "DoubleValue", "FloatValue": .wrapper(.double)
    case "Int32Value", "Int64Value": .wrapper(.int)
    case "UInt32Value", "UInt64Value": .wrapper(.uint)
    case "ListValue": .list(.dyn)
    case "Struct": .map(.string, .dyn)
    default: .opaque(name, parameters)
    }
  }
}

/// The suite's notation of values: `{"int64": "1"}`.
enum ValueNotation {
  struct Unreadable: Error {
    let json: JSON
  }

  static func parse(_ json: JSON) throws -> Value {
    guard case .object(let members) = json, let (kind, content) = members.first, members.count == 1 else {
      throw Unreadable(json: json)
    }
    switch (kind, content) {
    case ("null", _): return .null
    case ("bool", .bool(let value)): return .bool(value)
    case ("int64", .string(let text)): if let value = Int64(text) { return .int(value) }
    case ("uint64", .string(let text)): if let value = UInt64(text) { return .uint(value) }
    case ("double", .string(let text)): if let value = Double(text) { return .double(value) }
    case ("string", .string(let text)): return .string(text)
    case ("bytes", .string(let text)): if let data = Data(base64Encoded: text) { return .bytes(Array(data)) }
    case ("type", .string(let name)): return .type(name)
    case ("list", .array(let elements)): return .list(try elements.map(parse))
    case ("map", .array(let entries)):
      return .map(
        try ValueMap(
          entries.map { entry in
            guard case .array(let pair) = entry, pair.count == 2 else { throw Unreadable(json: entry) }
            return (try parse(pair[0]), try parse(pair[1]))
          }))
    case ("object", _): return try object(content)
    default: break
    }
    throw Unreadable(json: json)
  }

  private static func object(_ json: JSON) throws -> Value {
    let name = json["type_url"]?.string?.split(separator: ".").last.map { String($0) } ?? ""
    func number(_ key: String) -> Int64 {
      switch json[key] {
      case .string(let text)?: Int64(text) ?? 0
      case .number(let number)?: Int64(number)
      default: 0
      }
    }
    switch name {
    case "Timestamp":
      if let moment = Timestamp(seconds: number("seconds"), nanoseconds: Int32(number("nanos"))) {
        return .timestamp(moment)
      }
    case "Duration": return .duration(nanoseconds: number("seconds") * 1_000_000_000 + number("nanos"))
    default: if let content = json["json"] { return try wellKnown(name, content) }
    }
    throw Unreadable(json: json)
  }

  private static func wellKnown(_ name: String, _ json: JSON) throws -> Value {
    switch (name, json) {
    case ("Int32Value", .number(let number)), ("Int64Value", .number(let number)): return .int(Int64(number))
    case ("Int64Value", .string(let text)): return .int(Int64(text) ?? 0)
    case ("UInt32Value", .number(let number)), ("UInt64Value", .number(let number)): return .uint(UInt64(number))
    case ("UInt64Value", .string(let text)): return .uint(UInt64(text) ?? 0)
    case ("BytesValue", .string(let text)): return .bytes(Array(Data(base64Encoded: text) ?? Data()))
    default: return plain(json)
    }
  }

  private static func plain(_ json: JSON) -> Value {
    switch json {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .double(value)
    case .string(let text): .string(text)
    case .array(let elements): .list(elements.map(plain))
    case .object(let members): .map(ValueMap(members.mapValues(plain)))
    }
  }
}
