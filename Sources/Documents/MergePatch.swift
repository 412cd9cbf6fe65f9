import Findings

extension Node {
  /// The tree with a JSON Merge Patch applied (RFC 7386): members of mappings replace those of the same key, `null`
  /// removes them, everything else replaces the whole. What a patch brings keeps its own place.
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

  /// The tree as a document of its own, whose pointers begin at it.
  package var asDocument: Document { Document(root: moved(to: .root), findings: []) }
}
