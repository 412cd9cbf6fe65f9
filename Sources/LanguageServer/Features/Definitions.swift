import Documents
import Findings
import Policies

extension Analysis {
  /// Where the policy stands that a finding at a place comes from, or that an exception there names.
  func definitions(at offset: Int, _ document: OpenDocument) -> JSONValue {
    var places = findings(at: offset).compactMap { place(ofCode: $0.code.description) }
    if let text = text(at: offset), let place = place(ofCode: text) ?? place(ofParameters: text, at: offset) {
      places.append(place)
    }
    var seen: Set<Place> = []
    return .array(places.filter { seen.insert($0).inserted }.map { location($0, document) })
  }

  /// Where the parameters stand that a policy's `paramRef` names.
  private func place(ofParameters name: String, at offset: Int) -> Place? {
    let steps = path(at: offset)?.steps ?? []
    guard steps.suffix(2) == [.key("paramRef"), .key("name")] else { return nil }
    return policyDocuments?.parameters.first { $0.name.value == name }?.name.place
  }

  /// The text at a place; nil for anything else.
  func text(at offset: Int) -> String? { node(at: offset)?.text }

  /// The address of the value or key at a place.
  func path(at offset: Int) -> JSONPointer? { node(at: offset)?.place.pointer }

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
      let range = node.place.range
      return range.start.offset <= offset && offset <= range.end.offset ? node : nil
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
          let range = member.key.place.range
          if range.start.offset <= offset, offset <= range.end.offset {
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
