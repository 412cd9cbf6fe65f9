package import Findings

/// All external IDs in a document: the ranges of the file that contain them, and their texts.
package struct ExternalIDs: Sendable {
  /// The ranges of the file that must not be shown, in tree order.
  package private(set) var ranges: [SourceRange] = []
  private var texts: [String] = []

  /// Collects the external IDs in a tree.
  package init(in root: Node) { visit(root) }

  /// Finds repetitions of the texts, so that they can be hidden.
  package var repetitions: SecretTexts { SecretTexts(texts) }

  private mutating func visit(_ node: Node) {
    switch node.value {
    case .sequence(let elements): for element in elements { visit(element) }
    case .mapping(let members): for member in members { visit(member.value, of: member.key.value) }
    default: break
    }
  }

  private mutating func visit(_ value: Node, of key: String) {
    switch (ExternalIDKey.meaning(of: key), value.value) {
    case (.likelyExternalId?, .sequence), (.likelyExternalId?, .mapping), (nil, _): visit(value)
    case (.source?, .mapping(let members)):
      for member in members where !Self.namesVariable(member.value) && !Self.isReference(member.value) {
        hide(member.value)
      }
    case (.source?, .null): break
    case (.source?, .string(let text)) where Self.isReference(text): break
    default: hide(value)
    }
  }

  private mutating func hide(_ node: Node) {
    ranges.append(node.place.range)
    addTexts(of: node)
  }

  private mutating func addTexts(of node: Node) {
    switch node.value {
    case .string(let text), .number(let text): texts.append(text)
    case .integer(let number): texts.append(String(number))
    case .sequence(let elements): for element in elements { addTexts(of: element) }
    case .mapping(let members): for member in members { addTexts(of: member.value) }
    case .null, .boolean: break
    }
  }

  /// Whether a text is meant as the usual variable, written as a shell would: `$LIGHTNING_EXTERNAL_ID`. It is no secret, and
  /// people must see what is wrong with it.
  private static func isReference(_ text: String) -> Bool {
    var name = text[...]
    if name.hasPrefix("$") { name = name.dropFirst() }
    if name.hasPrefix("{"), name.hasSuffix("}") { name = name.dropFirst().dropLast() }
    return name.hasPrefix("LIGHTNING_EXTERNAL_ID") && isVariableName(String(name))
  }

  private static func isReference(_ node: Node) -> Bool { node.text.map { isReference($0) } ?? false }

  private static func namesVariable(_ node: Node) -> Bool {
    guard case .string(let text) = node.value else { return false }
    return isVariableName(text)
  }

  /// Whether a text is a valid name of an environment variable: letters, digits and underscores, not starting with a
  /// digit (POSIX.1-2017, section 3.235).
  package static func isVariableName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
  }
}
