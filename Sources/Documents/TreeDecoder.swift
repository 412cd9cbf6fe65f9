package import Findings
import Spelling

/// Converts node trees to values. It collects a finding for each unknown, missing or mistyped field instead of stopping
/// at the first.
package struct TreeDecoder {
  /// A field that a mapping may have.
  package struct Field: Sendable {
    package let name: String
    /// An example of the field, for the help line.
    package let example: String

    package init(_ name: String, _ example: String) {
      self.name = name
      self.example = example
    }
  }

  /// A mapping whose keys have been compared with its possible fields.
  package struct Fields: Sendable {
    /// The name of the mapping in messages, such as `spec`.
    package let title: String
    /// The place where missing fields are reported: the mapping's key, or its first character.
    package let place: Place
    fileprivate let node: Node
    fileprivate let known: [Field]

    /// The value of a field, if present.
    package subscript(name: String) -> Node? { node[name] }
  }

  package private(set) var findings: [Finding] = []

  package init() {}

  package mutating func report(_ finding: Finding) { findings.append(finding) }

  /// A type or word that a node may have besides those that the other functions ask for.
  package enum Alternative {
    case text, list
    case mapping
    case word(String)
  }

  /// Records that a node may also be something else, for the schemas of documents.
  package func mayBe(_ alternative: Alternative, _ node: Node) {
    #if DEBUG
      let question: DecoderQuestions.Question =
        switch alternative {
        case .text: .string
        case .list: .list
        case .mapping: .mapping
        case .word(let word): .words([word])
        }
      DecoderQuestions.note([question], at: node.place.pointer)
    #endif
  }

  /// The fields of a mapping; nil, with a finding, for anything but a mapping.
  package mutating func fields(of node: Node, title: String, at place: Place? = nil, known: [Field]) -> Fields? {
    #if DEBUG
      DecoderQuestions.note(known.map { .field($0.name, example: $0.example) }, at: node.place.pointer)
    #endif
    guard case .mapping(let members) = node.value else {
      report(.wrongType(title, expected: "a mapping", node))
      return nil
    }
    let names = known.map(\.name)
    let unknown = members.filter { !names.contains($0.key.value) }
    if !unknown.isEmpty {
      // A field that is there already was not meant.
      let present = Set(members.map(\.key.value))
      let free = names.filter { !present.contains($0) }
      for member in unknown { report(.unknownField(member.key, in: title, known: names, free: free)) }
    }
    let start = SourceRange(at: node.place.range.start)
    let beginning = Place(source: node.place.source, range: start, pointer: node.place.pointer)
    return Fields(title: title, place: place ?? beginning, node: node, known: known)
  }

  /// The fields of a nested mapping; nil if it is absent or not a mapping.
  package mutating func fields(
    _ name: String, in parent: Fields?, isRequired: Bool = false, known: [Field]
  ) -> Fields? {
    guard let parent, let node = value(name, in: parent, isRequired: isRequired) else { return nil }
    return fields(of: node, title: name, at: keyPlace(name, in: parent), known: known)
  }

  /// The value of a field. Reports a finding if it is required but absent.
  package mutating func value(_ name: String, in fields: Fields?, isRequired: Bool = false) -> Node? {
    guard let fields else { return nil }
    #if DEBUG
      if isRequired { DecoderQuestions.note([.required(name)], at: fields.node.place.pointer) }
    #endif
    if let node = fields[name] { return node }
    if isRequired {
      let example = fields.known.first { $0.name == name }?.example ?? name
      report(.missingField(name, in: fields, example: example))
    }
    return nil
  }

  /// The text of a field.
  package mutating func string(_ name: String, in fields: Fields?, isRequired: Bool = false) -> Located<String>? {
    value(name, in: fields, isRequired: isRequired).flatMap { string($0, title: name) }
  }

  /// The text of a node. Reports a finding for anything but a string.
  package mutating func string(_ node: Node, title: String) -> Located<String>? {
    #if DEBUG
      DecoderQuestions.note([.string], at: node.place.pointer)
    #endif
    guard case .string(let text) = node.value else {
      report(.wrongType(title, expected: "a string", node))
      return nil
    }
    return Located(text, at: node.place)
  }

  /// The text of a node. A finding for a number or `true` without quotes has an edit: it was certainly meant as a text.
  private mutating func text(_ node: Node, title: String) -> Located<String>? {
    #if DEBUG
      DecoderQuestions.note([.string], at: node.place.pointer)
    #endif
    if case .string(let text) = node.value { return Located(text, at: node.place) }
    var finding = Finding.wrongType(title, expected: "a string", node)
    switch node.value {
    case .integer, .number, .boolean: finding.edit = .quotes(around: node.place)
    default: break
    }
    report(finding)
    return nil
  }

  /// The value of a boolean field.
  package mutating func boolean(_ name: String, in fields: Fields?, isRequired: Bool = false) -> Located<Bool>? {
    guard let node = value(name, in: fields, isRequired: isRequired) else { return nil }
    #if DEBUG
      DecoderQuestions.note([.boolean], at: node.place.pointer)
    #endif
    guard case .boolean(let value) = node.value else {
      report(.wrongType(name, expected: "`true` or `false`", node))
      return nil
    }
    return Located(value, at: node.place)
  }

  /// The value of a whole-number field.
  package mutating func integer(_ name: String, in fields: Fields?, isRequired: Bool = false) -> Located<Int>? {
    value(name, in: fields, isRequired: isRequired).flatMap { integer($0, title: name) }
  }

  /// The whole number of a node.
  package mutating func integer(_ node: Node, title: String) -> Located<Int>? {
    #if DEBUG
      DecoderQuestions.note([.integer], at: node.place.pointer)
    #endif
    guard case .integer(let value) = node.value else {
      report(.wrongType(title, expected: "a whole number", node))
      return nil
    }
    return Located(value, at: node.place)
  }

  /// The value of a decimal field, as written.
  package mutating func number(_ name: String, in fields: Fields?, isRequired: Bool = false) -> Located<String>? {
    value(name, in: fields, isRequired: isRequired).flatMap { number($0, title: name) }
  }

  /// The number of a node, as written.
  package mutating func number(_ node: Node, title: String) -> Located<String>? {
    #if DEBUG
      DecoderQuestions.note([.number], at: node.place.pointer)
    #endif
    switch node.value {
    case .integer(let value): return Located(String(value), at: node.place)
    case .number(let text): return Located(text, at: node.place)
    default:
      report(.wrongType(title, expected: "a number", node))
      return nil
    }
  }

  /// The value of a list-of-strings field. Elements of other types are reported and left out.
  package mutating func strings(_ name: String, in fields: Fields?) -> [Located<String>]? {
    guard let node = value(name, in: fields) else { return nil }
    guard let elements = elements(node, title: name) else { return nil }
    return elements.compactMap { string($0, title: "an element of `\(name)`") }
  }

  /// A field that is a mapping of texts, such as labels; members of another type are reported and left out.
  package mutating func texts(_ name: String, in fields: Fields?) -> [String: String] {
    Dictionary(
      locatedTexts(name, in: fields).map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The same with the places of keys and values, in order.
  package mutating func locatedTexts(
    _ name: String, in fields: Fields?
  ) -> [(key: Located<String>, value: Located<String>)] {
    guard let node = value(name, in: fields) else { return [] }
    #if DEBUG
      DecoderQuestions.note([.texts], at: node.place.pointer)
    #endif
    guard case .mapping(let members) = node.value else {
      report(.wrongType(name, expected: "a mapping", node))
      return []
    }
    return members.compactMap { member in
      text(member.value, title: "\(name).\(member.key.value)").map { (member.key, $0) }
    }
  }

  /// A node's elements; a finding for anything else than a list.
  package mutating func elements(_ node: Node, title: String) -> [Node]? {
    #if DEBUG
      DecoderQuestions.note([.list], at: node.place.pointer)
    #endif
    guard case .sequence(let elements) = node.value else {
      report(.wrongType(title, expected: "a list", node))
      return nil
    }
    return elements
  }

  /// One of a few words.
  package mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, in fields: Fields?, isRequired: Bool = false, code: RuleCode
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(name, in: fields, isRequired: isRequired) else { return nil }
    return choice(text, title: name, code: code)
  }

  /// One of a few words.
  package mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: Located<String>, title: String, code: RuleCode
  ) -> Choice? where Choice.RawValue == String {
    #if DEBUG
      DecoderQuestions.note([.words(Choice.allCases.map(\.rawValue))], at: text.place.pointer)
    #endif
    if let choice = Choice(rawValue: text.value) { return choice }
    let all = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    report(
      Finding(
        code: code, severity: .error, message: "`\(title)` is `\(printable(text.value, limit: 80))`, not one of \(all)",
        place: text.place))
    return nil
  }

  /// Where a field's key stands; the mapping's own place if it is absent.
  package func keyPlace(_ name: String, in fields: Fields) -> Place {
    guard case .mapping(let members) = fields.node.value,
      let member = members.first(where: { $0.key.value == name })
    else { return fields.place }
    return Place(
      source: member.key.place.source, range: member.key.place.range, pointer: member.value.place.pointer)
  }
}

extension Finding {
  /// A title within a sentence. Phrases already have backticks or an article; the names of fields get backticks here.
  private static func subject(_ title: String) -> String {
    let isPhrase = title.contains("`") || ["the ", "a ", "an "].contains { title.hasPrefix($0) }
    return isPhrase ? title : "`\(printable(title, limit: 80))`"
  }

  package static func wrongType(_ title: String, expected: String, _ node: Node) -> Finding {
    var help: [String] = []
    switch (expected, node.value) {
    case ("a string", .integer), ("a string", .number), ("a string", .boolean): help = ["put it in quotes"]
    case ("a list", .string): help = ["write it in brackets: `[…]`"]
    case ("`true` or `false`", .string(let word)):
      // YAML 1.1 had more words for them.
      let isYes = ["yes", "y", "on", "true"].contains(word.lowercased())
      let isNo = ["no", "n", "off", "false"].contains(word.lowercased())
      help = [isYes ? "write `true`, without quotes" : isNo ? "write `false`, without quotes" : "write one of the two"]
    case ("a number", .string(let word)) where word.hasSuffix("%"):
      help = ["write a number without a sign behind it, such as `0.1`"]
    case ("a number", .string), ("a whole number", .string): help = ["write a number, without quotes"]
    case ("a mapping", .string): help = ["write a mapping: `{key: value}`"]
    case (_, .null): help = ["write a value, or remove the field"]
    default: break
    }
    return Finding(
      code: .wrongType, severity: .error, message: "\(subject(title)) should be \(expected), not \(node.kind)",
      place: node.place, help: help)
  }

  fileprivate static func unknownField(_ key: Located<String>, in title: String, known: [String], free: [String])
    -> Finding
  {
    let help: String
    if let nearest = Spelling.nearest(to: key.value, in: free).first {
      help = Spelling.question(nearest)
    } else if let nearest = Spelling.nearest(to: key.value, in: known).first {
      help = "remove it; `\(nearest)` is given already"
    } else {
      help = "remove it; there may be " + known.map { "`\($0)`" }.joined(separator: ", ")
    }
    var finding = Finding(
      code: .unknownField, severity: .error,
      message: "\(subject(title)) has no field `\(printable(key.value, limit: 80))`",
      place: Place(
        source: key.place.source, range: key.place.range, pointer: key.place.pointer.appending(key: key.value)),
      help: [help])
    finding.edit = Spelling.certain(key.value, in: free).flatMap { Edit.value($0, for: key) }
    return finding
  }

  fileprivate static func missingField(_ name: String, in fields: TreeDecoder.Fields, example: String) -> Finding {
    Finding(
      code: .missingField, severity: .error, message: "\(subject(fields.title)) lacks the field `\(name)`",
      place: fields.place,
      help: ["add `\(example)`"])
  }
}
