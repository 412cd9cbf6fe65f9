public import Findings

/// A node of a document's tree: its value and its place.
public struct Node: Sendable {
  /// The value of a node.
  public enum Value: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case boolean(Bool)
    /// A whole number within 64 bits.
    case integer(Int)
    /// Any other number, as written; `WrittenNumber` parses it.
    case number(String)
    /// A string.
    case string(String)
    /// Elements in order.
    case sequence([Node])
    /// Members in order. A repeated key appears once, with its first value.
    case mapping([Member])
  }

  /// A key and its value.
  public struct Member: Sendable {
    /// The key and its place.
    public let key: Located<String>
    /// The value.
    public let value: Node

    /// Where the member is written: a list or a mapping at its key, anything else at its value.
    package var place: Place {
      switch value.value {
      case .sequence, .mapping:
        Place(source: key.place.source, range: key.place.range, pointer: value.place.pointer)
      default: value.place
      }
    }
  }

  /// The value of the node.
  public let value: Value
  /// The place of the node.
  public let place: Place

  /// Creates a node at a place.
  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }

  /// The member of a mapping with the given key.
  public subscript(key: String) -> Node? {
    guard case .mapping(let members) = value else { return nil }
    return members.first { $0.key.value == key }?.value
  }

  /// The text that the node holds; nil for anything else.
  package var text: String? { if case .string(let text) = value { text } else { nil } }

  /// The elements of a sequence; nil for anything else.
  package var elements: [Node]? { if case .sequence(let elements) = value { elements } else { nil } }

  /// The node that a pointer leads to; nil if there is none.
  package func node(at pointer: JSONPointer) -> Node? {
    pointer.steps.reduce(self) { node, step in
      switch step {
      case .key(let key): node?[key]
      case .index(let index): node?.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
  }

  /// Where a node inside this one is written: a list or a mapping at its key, anything else at its value. Nil if there is
  /// no such node.
  package func place(of pointer: JSONPointer) -> Place? {
    var node = self
    var place = place
    for step in pointer.steps {
      switch (step, node.value) {
      case (.key(let key), .mapping(let members)):
        guard let member = members.first(where: { $0.key.value == key }) else { return nil }
        node = member.value
        place = member.place
      case (.index(let index), .sequence(let elements)):
        guard elements.indices.contains(index) else { return nil }
        node = elements[index]
        place = node.place
      default: return nil
      }
    }
    return place
  }

  /// This tree without the values that stand in some parts of the file; their places stay.
  package func hiding(_ ranges: [SourceRange]) -> Node {
    guard !ranges.isEmpty else { return self }
    if ranges.contains(place.range) { return Node(.null, at: place) }
    switch value {
    case .sequence(let elements): return Node(.sequence(elements.map { $0.hiding(ranges) }), at: place)
    case .mapping(let members):
      return Node(.mapping(members.map { Member(key: $0.key, value: $0.value.hiding(ranges)) }), at: place)
    default: return self
    }
  }

  /// What the node is, in words for a message.
  public var kind: String {
    switch value {
    case .null: "nothing"
    case .boolean: "a boolean"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a string"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The number of nodes in this tree, including the root.
  var count: Int {
    switch value {
    case .sequence(let elements): elements.reduce(1) { $0 + $1.count }
    case .mapping(let members): members.reduce(1) { $0 + $1.value.count }
    default: 1
    }
  }

  /// This tree as the value of another node: the same text with different pointers.
  func moved(to pointer: JSONPointer) -> Node {
    let place = Place(
      source: place.source, range: place.range, pointer: pointer, textStart: place.textStart)
    switch value {
    case .sequence(let elements):
      let moved = elements.enumerated().map { $1.moved(to: pointer.appending(index: $0)) }
      return Node(.sequence(moved), at: place)
    case .mapping(let members):
      let moved = members.map { Member(key: $0.key, value: $0.value.moved(to: pointer.appending(key: $0.key.value))) }
      return Node(.mapping(moved), at: place)
    default:
      return Node(value, at: place)
    }
  }
}

/// One document of a file.
public struct Document: Sendable {
  /// The root of its tree.
  public let root: Node
  /// Problems of the YAML or JSON that did not prevent reading it, such as a repeated key.
  public let findings: [Finding]
}

/// The documents of one file.
public struct DocumentFile: Sendable {
  /// The file.
  public let source: SourceFile
  /// The documents that were read.
  public let documents: [Document]
  /// Why other parts could not be read: syntax, encoding, limits.
  public let errors: [Finding]
}
