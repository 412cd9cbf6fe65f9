import Documents
import Money

/// Reads `instance-types.xml`.
enum InstanceTypesFile {
  static func read(_ reader: XMLReader) throws(CatalogError) -> [String: InstanceType] {
    var types: [String: InstanceType] = [:]
    types.reserveCapacity(2_048)
    var current: Draft?
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .instanceTypes: _ = try element.date()
      case .type:
        current.take().map { types[$0.name] = $0.finished }
        let draft = try Draft(element)
        guard types[draft.name] == nil else { throw element.error("the type `\(draft.name)` is listed twice") }
        current = draft
      case .accelerator:
        guard current != nil else { throw element.misplaced }
        current?.accelerators.append(try accelerator(element))
      case .offered:
        guard current != nil else { throw element.misplaced }
        current?.offeredRegionList = try element.text(.regions)
      default: throw element.misplaced
      }
    }
    current.take().map { types[$0.name] = $0.finished }
    guard !types.isEmpty else { throw CatalogError(file: reader.file, message: "the file lists no instance type") }
    return types
  }

  private static func accelerator(_ element: borrowing XMLElement) throws(CatalogError) -> Accelerator {
    Accelerator(
      kind: try element.convert(.kind, to: "a kind of accelerator") { Accelerator.Kind(rawValue: $0) },
      model: try element.text(.model),
      count: try element.convert(.count, to: "a decimal number") { Quantity($0) },
      memoryMiB: try element.number(.memoryMiB))
  }

  /// A type whose inner elements may still follow.
  private struct Draft {
    let name: String
    let specification: Specification?
    var accelerators: [Accelerator] = []
    var offeredRegionList = ""

    init(_ element: borrowing XMLElement) throws(CatalogError) {
      name = try element.text(.name)
      guard element.has(.vcpus) else {
        specification = nil
        return
      }
      specification = Specification(
        vcpus: try element.number(.vcpus), memoryMiB: try element.number(.memoryMiB),
        architectures: try Self.architectures(element), accelerators: [],
        isCurrentGeneration: try element.boolean(.currentGeneration), isBareMetal: try element.boolean(.bareMetal),
        isBurstable: try element.boolean(.burstable), network: try element.text(.network),
        usageClasses: try element.words(.usageClasses))
    }

    private static func architectures(_ element: borrowing XMLElement) throws(CatalogError) -> [Architecture] {
      let words = try element.words(.architectures)
      let architectures = words.compactMap(Architecture.init(rawValue:))
      guard architectures.count == words.count else {
        throw element.error("the attribute `architectures` of <type> names an unknown architecture")
      }
      return architectures
    }

    var finished: InstanceType {
      InstanceType(
        name: name, specification: specification?.with(accelerators: accelerators),
        offeredRegionList: offeredRegionList)
    }
  }
}

extension Specification {
  fileprivate func with(accelerators: [Accelerator]) -> Specification {
    guard !accelerators.isEmpty else { return self }
    return Specification(
      vcpus: vcpus, memoryMiB: memoryMiB, architectures: architectures, accelerators: accelerators,
      isCurrentGeneration: isCurrentGeneration, isBareMetal: isBareMetal, isBurstable: isBurstable, network: network,
      usageClasses: usageClasses)
  }
}
