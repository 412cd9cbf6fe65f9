import Documents

/// A step on the way to a part of a document.
public enum PathStep: Sendable, Hashable {
  /// The member of a mapping.
  case key(String)
  /// The element of a list, from 0.
  case index(Int)
}

extension RequestDraft {
  /// Where a part of the request stands, by its path in the document; for what was not written, where the part around it
  /// stands.
  public func place(of path: [PathStep]) -> Place {
    switch path.count > 1 ? (path[0], path[1]) : (path.first ?? .index(0), .index(0)) {
    case (.key("metadata"), .key("name")): return name?.place ?? place
    case (.key("metadata"), .key("labels")):
      if path.count > 2, case .key(let key) = path[2], let label = labels.first(where: { $0.key.value == key }) {
        return label.value.place
      }
      return labelsPlace ?? place
    case (.key("spec"), .key(let field)): return place(ofField: field, Array(path.dropFirst(2)))
    default: return place
    }
  }

  private func place(ofField field: String, _ rest: [PathStep]) -> Place {
    switch field {
    case "provider": return provider?.place ?? place
    case "region": return region?.place ?? place
    case "roleArn": return roleArn?.place ?? place
    case "externalId", "externalIdFrom": return externalId?.place ?? place
    case "costSavings": return costSavings?.place ?? place
    case "instanceTypes":
      if case .index(let index)? = rest.first, instanceTypes.indices.contains(index) {
        return instanceTypes[index].place
      }
      return instanceTypesPlace
    case "workload":
      if rest == [.key("utilization")] { return utilization?.place ?? workloadPlace ?? place }
      if rest.count == 2, rest[0] == .key("computeNodes") {
        let nodes = rest[1] == .key("min") ? minimumNodes : maximumNodes
        return nodes?.place ?? workloadPlace ?? place
      }
      return workloadPlace ?? place
    default: return place
    }
  }
}
