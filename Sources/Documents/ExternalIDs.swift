package import Findings

/// The external ids of a document, wherever they stand in it: the parts of the file that hold them, and their texts.
package struct ExternalIDs: Sendable {
  /// The parts of the file that must not be shown, in the order of the tree.
  package private(set) var ranges: [SourceRange] = []
  private var texts: [String] = []

  /// The external ids in a tree.
  package init(in root: Node) { visit(root) }

  /// What hides the texts where they are repeated.
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
      for member in members where !Self.namesVariable(member.value) { hide(member.value) }
    case (.source?, .null): break
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

  private static func namesVariable(_ node: Node) -> Bool {
    guard case .string(let text) = node.value else { return false }
    return isVariableName(text)
  }

  /// Whether a text can name an environment variable: letters, digits and underscores, no digit first (POSIX.1-2017,
  /// section 3.235).
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
