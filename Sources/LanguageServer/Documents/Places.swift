import Documents
import Findings

extension Analysis {
  /// The document at a place.
  func document(at offset: Int) -> Document? {
    file.documents.last { $0.root.place.range.start.offset <= offset } ?? file.documents.first
  }

  /// The innermost value at a place.
  func node(at offset: Int) -> Node? {
    func innermost(_ node: Node) -> Node? {
      let children: [Node] =
        switch node.value {
        case .sequence(let elements): elements
        case .mapping(let members): members.map(\.value)
        default: []
        }
      for child in children {
        if let found = innermost(child) { return found }
      }
      return node.place.range.touches(offset) ? node : nil
    }
    return document(at: offset).flatMap { innermost($0.root) }
  }

  /// The key of a mapping at a place, with the address of its value.
  func key(at offset: Int) -> (name: Located<String>, path: JSONPointer)? {
    func find(_ node: Node) -> (Located<String>, JSONPointer)? {
      switch node.value {
      case .sequence(let elements): return elements.lazy.compactMap(find).first
      case .mapping(let members):
        for member in members {
          if member.key.place.range.touches(offset) {
            return (member.key, member.value.place.pointer)
          }
          if let found = find(member.value) { return found }
        }
        return nil
      default: return nil
      }
    }
    return document(at: offset).flatMap { find($0.root) }
  }
}
