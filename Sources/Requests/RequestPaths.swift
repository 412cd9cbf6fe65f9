public import Findings

/// A step on the way to a part of a document.
public enum PathStep: Sendable, Hashable {
  /// The member of a mapping.
  case key(String)
  /// The element of a list, from 0.
  case index(Int)
}

extension RequestDraft {
  /// Where a part of the request stands, by its path in the document; nil for what was not written.
  public func place(of path: [PathStep]) -> Place? {
    switch path.count > 1 ? (path[0], path[1]) : (.index(0), .index(0)) {
    case (.key("metadata"), .key("name")) where path.count == 2: return name?.place
    case (.key("metadata"), .key("labels")):
      guard path.count > 2, case .key(let key) = path[2] else { return labelsPlace }
      return labels.first { $0.key.value == key }?.value.place
    case (.key("spec"), .key(let field)): return place(ofField: field, Array(path.dropFirst(2)))
    default: return nil
    }
  }

  private func place(ofField field: String, _ rest: [PathStep]) -> Place? {
    switch field {
    case "provider": return provider?.place
    case "region": return region?.place
    case "roleArn": return roleArn?.place
    case "externalId", "externalIdFrom": return externalId?.place
    case "costSavings": return costSavings?.place
    case "instanceTypes":
      guard case .index(let index)? = rest.first else { return instanceTypesPlace }
      return instanceTypes.indices.contains(index) ? instanceTypes[index].place : nil
    case "workload":
      switch rest {
      case []: return workloadPlace
      case [.key("utilization")]: return utilization?.place
      case [.key("computeNodes"), .key("min")]: return minimumNodes?.place
      case [.key("computeNodes"), .key("max")]: return maximumNodes?.place
      default: return nil
      }
    default: return nil
    }
  }
}
