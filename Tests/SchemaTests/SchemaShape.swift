import Documents
import Findings

/// What decoders accept at a place of a document, from what they asked of it.
struct SchemaShape {
  var types: Set<String> = []
  var words: [String] = []
  var fields: [(name: String, example: String)] = []
  var required: Set<String> = []
  var members: [String: SchemaShape] = [:]
  var element: Element = .none

  /// What the elements of a list, or the members of a mapping with names of their own, are like.
  indirect enum Element {
    case none
    case some(SchemaShape)
  }

  /// The shape of a document from every question about it.
  init(_ questions: [JSONPointer: [DecoderQuestions.Question]]) {
    // In the order of their places, so that the same questions give the same schema.
    let ordered = questions.sorted { $0.key.description < $1.key.description }
    self.init(ordered.map { (ArraySlice($0.key.steps), $0.value) })
  }

  private init(_ questions: [(path: ArraySlice<JSONPointer.Step>, asked: [DecoderQuestions.Question])]) {
    for question in questions where question.path.isEmpty { question.asked.forEach { add($0) } }
    let inside = questions.filter { !$0.path.isEmpty }
    let named = Set(fields.map(\.name))
    var others: [(ArraySlice<JSONPointer.Step>, [DecoderQuestions.Question])] = []
    let groups = Dictionary(grouping: inside, by: { $0.path[$0.path.startIndex] })
    for (step, group) in groups.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      let rest = group.map { ($0.path.dropFirst(), $0.asked) }
      if case .key(let name) = step, named.contains(name) { members[name] = SchemaShape(rest) } else { others += rest }
    }
    if !others.isEmpty { element = .some(SchemaShape(others)) }
  }

  private mutating func add(_ question: DecoderQuestions.Question) {
    switch question {
    case .string: types.insert("string")
    case .integer: types.insert("integer")
    case .number: types.insert("number")
    case .boolean: types.insert("boolean")
    case .list: types.insert("array")
    case .mapping: types.insert("mapping")
    case .texts: types.insert("texts")
    case .words(let words):
      types.insert("string")
      for word in words where !self.words.contains(word) { self.words.append(word) }
    case .field(let name, let example):
      types.insert("object")
      if !fields.contains(where: { $0.name == name }) { fields.append((name, example)) }
    case .required(let name): required.insert(name)
    }
  }

  /// A document in which every field is given, so that decoders ask about each: as far as they are known already, and
  /// otherwise by their examples.
  ///
  /// Schemas of parameters contain schemas; they are followed to a certain depth. Where a field may be of several types, its
  /// example may show one that is not known yet.
  func probe(example: String = "", depth: Int = 0) -> JSONValue {
    let text = Self.parsed(example)
    if !types.isEmpty, types.isDisjoint(with: Self.types(of: text)) { return text }
    if types.contains("object"), depth < Self.greatestDepth {
      return .object(
        fields.map {
          (
            $0.name,
            (members[$0.name] ?? SchemaShape([:])).probe(
              example: $0.example, depth: depth + 1)
          )
        })
    }
    if case .some(let shape) = element, types.contains("array") {
      return .array([shape.probe(depth: depth + 1)])
    }
    if types.contains("array"), text == .null { return .array([.string("x")]) }
    if types.contains("texts"), text == .null { return .object([("key", .string("value"))]) }
    return text == .null ? .string(words.first ?? "x") : text
  }

  private static let greatestDepth = 7

  /// The types that a value may have, as questions name them.
  private static func types(of value: JSONValue) -> Set<String> {
    switch value {
    case .string: ["string"]
    case .boolean: ["boolean"]
    case .array: ["array"]
    case .object: ["object", "texts", "mapping"]
    case .integer, .double: ["integer", "number"]
    case .null: ["string", "boolean", "array", "object", "texts", "mapping", "integer", "number"]
    }
  }

  /// The value in an example such as `region: us-east-1`.
  private static func parsed(_ example: String) -> JSONValue {
    let file = DocumentReader.read(SourceFile(name: "example.yaml", text: example))
    guard let root = file.documents.first?.root, case .mapping(let members) = root.value else { return .null }
    return members.first.map { JSONValue($0.value) } ?? .null
  }

  // MARK: JSON Schema

  /// The shape as JSON Schema. Fields that some valid document lacks are not required: decoders need them in certain cases
  /// only, which a schema cannot tell.
  func schema(at path: String = "", _ isAlwaysGiven: (_ field: String, _ path: String) -> Bool) -> [(
    key: String, value: JSONValue
  )] {
    var members: [(key: String, value: JSONValue)] = []
    let names = types.map { ["texts": "object", "mapping": "object"][$0] ?? $0 }
    let all = Set(names).subtracting(names.contains("number") ? ["integer"] : []).sorted()
    if all.count == 1 { members.append(("type", .string(all[0]))) }
    if all.count > 1 { members.append(("type", .array(all.map { .string($0) }))) }
    if !words.isEmpty, all != ["string"] {
      // Of patterns only texts know.
      members.append(("pattern", .string("^(" + words.joined(separator: "|") + ")$")))
    }
    if !words.isEmpty, all == ["string"] {
      members.append(words.count == 1 ? ("const", .string(words[0])) : ("enum", .array(words.map { .string($0) })))
    }
    if types.contains("object") {
      let properties = fields.map { field -> (key: String, value: JSONValue) in
        let shape = self.members[field.name] ?? SchemaShape([:])
        var property = shape.schema(at: path + "/" + field.name, isAlwaysGiven)
        let example = Self.parsed(field.example)
        if example != .null, !field.example.contains("…") { property.append(("examples", .array([example]))) }
        return (field.name, .object(property))
      }
      let required = required.filter { isAlwaysGiven($0, path) }.sorted()
      members.append(("properties", .object(properties)))
      if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
      members.append(("additionalProperties", .boolean(false)))
      if types.contains("array"), case .some(let shape) = element {
        members.append(("items", .object(shape.schema(at: path + "/*", isAlwaysGiven))))
      }
    } else if types.contains("texts") {
      members.append(("additionalProperties", .object([("type", .string("string"))])))
    } else if case .some(let shape) = element {
      let inner = JSONValue.object(shape.schema(at: path + "/*", isAlwaysGiven))
      members.append((types.contains("array") ? "items" : "additionalProperties", inner))
    }
    return members
  }
}
