import Documents
import Findings
import Policies

extension Analysis {
  /// Where the policy stands that a finding at a place comes from, or that an exception there names.
  func definitions(at offset: Int, _ document: OpenDocument) -> JSONValue {
    var places = findings(at: offset).compactMap { place(ofCode: $0.code.description) }
    if let node = node(at: offset), let text = node.text,
      let place = place(ofCode: text) ?? place(ofParameters: text, at: node.place.pointer)
    {
      places.append(place)
    }
    var seen: Set<Place> = []
    return .array(places.filter { seen.insert($0).inserted }.map { location($0, document) })
  }

  /// Where the parameters stand that a policy's `paramRef` names.
  private func place(ofParameters name: String, at path: JSONPointer) -> Place? {
    guard path.steps.suffix(2) == [.key("paramRef"), .key("name")] else { return nil }
    return policyDocuments?.parameters.first { $0.name.value == name }?.name.place
  }
}
