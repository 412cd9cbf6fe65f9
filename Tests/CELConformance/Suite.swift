import Foundation

/// One test of the published suite, as its JSON gives it.
struct ConformanceTest: Decodable {
  let file: String
  let section: String
  let name: String
  let expr: String
  let container: String?
  let disableMacros: Bool?
  let disableCheck: Bool?
  let checkOnly: Bool?
  let typeEnv: [Declared]?
  let bindings: [String: JSON]?
  let expect: JSON
  let needs: String

  struct Declared: Decodable {
    let name: String
    let kind: String
    let type: String?
    let overloads: [Overload]?
  }

  struct Overload: Decodable {
    let params: [String]
    let result: String
    let instance: Bool
  }
}

/// A JSON value.
enum JSON: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

/// The tests of a folder, file by file.
enum Suite {
  private struct File: Decodable {
    let tests: [ConformanceTest]
  }

  static func tests(in folder: String) throws -> [ConformanceTest] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try names.filter { $0.hasSuffix(".json") && $0 != "INDEX.json" }.flatMap { name in
      let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
      return try decoder.decode(File.self, from: Data(contentsOf: url)).tests
    }
  }
}
