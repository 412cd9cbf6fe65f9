import Findings

extension Node {
  /// The tree after applying a JSON Merge Patch (RFC 7386): members of mappings replace those with the same key, `null`
  /// removes them, and anything else replaces the whole. Nodes from the patch keep their own places.
  package func merging(_ patch: Node) -> Node {
    guard case .mapping(let changes) = patch.value else { return patch }
    var members: [Member] = []
    if case .mapping(let own) = value { members = own }
    for change in changes {
      let index = members.firstIndex { $0.key.value == change.key.value }
      if case .null = change.value.value {
        if let index { members.remove(at: index) }
      } else if let index {
        members[index] = Member(key: members[index].key, value: members[index].value.merging(change.value))
      } else {
        let empty = Node(.null, at: change.value.place)
        members.append(Member(key: change.key, value: empty.merging(change.value)))
      }
    }
    return Node(.mapping(members), at: place).moved(to: place.pointer)
  }

  /// The tree as a separate document, whose pointers start at its root.
  package var asDocument: Document { Document(root: moved(to: .root), findings: []) }
}
