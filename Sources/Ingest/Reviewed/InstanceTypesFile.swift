import Catalog
import Money
import Platform

/// Reads `instance-types.xml`.
enum InstanceTypesFile {
  static func read(_ reader: XMLReader) throws(CatalogError) -> (asOf: CalendarDate, types: [String: InstanceType]) {
    var types: [String: InstanceType] = [:]
    var asOf: CalendarDate?
    types.reserveCapacity(2_048)
    var current: Draft?
    var cache = WordCache()
    try reader.read { element throws(CatalogError) in
      switch element.name {
      case .instanceTypes: asOf = try element.date()
      case .type:
        current.take().map { types[$0.name] = $0.finished }
        let draft = try Draft(element, &cache)
        guard types[draft.name] == nil else { throw element.error("the type `\(draft.name)` is listed twice") }
        current = draft
      case .accelerator:
        guard current != nil else { throw element.misplaced }
        current?.accelerators.append(try accelerator(element))
      case .offered:
        guard current != nil else { throw element.misplaced }
        current?.offeredRegions = try element.text(.regions).split(separator: " ").map(String.init)
      default: throw element.misplaced
      }
    }
    current.take().map { types[$0.name] = $0.finished }
    guard let asOf, !types.isEmpty else {
      throw CatalogError(file: reader.file, message: "the file lists no instance type")
    }
    return (asOf, types)
  }

  private static func accelerator(_ element: borrowing XMLElement) throws(CatalogError) -> Accelerator {
    Accelerator(
      kind: try element.convert(.kind, to: "a kind of accelerator") { Accelerator.Kind(rawValue: $0) },
      model: try element.text(.model),
      count: try element.convert(.count, to: "a decimal number") { Quantity($0) },
      memoryMiB: try element.number(.memoryMiB))
  }

  /// Caches lists that nearly all types share, so that each is split only once.
  private struct WordCache {
    private var architectures: [String: [Architecture]] = [:]
    private var usageClasses: [String: [String]] = [:]

    mutating func architectures(_ element: borrowing XMLElement) throws(CatalogError) -> [Architecture] {
      let text = try element.text(.architectures)
      if let known = architectures[text] { return known }
      let words = text.split(separator: " ")
      let parsed = words.compactMap { Architecture(rawValue: String($0)) }
      guard parsed.count == words.count else {
        throw element.error("the attribute `architectures` of <type> names an unknown architecture")
      }
      architectures[text] = parsed
      return parsed
    }

    mutating func usageClasses(_ element: borrowing XMLElement) throws(CatalogError) -> [String] {
      let text = try element.text(.usageClasses)
      if let known = usageClasses[text] { return known }
      let words = text.split(separator: " ").map(String.init)
      usageClasses[text] = words
      return words
    }
  }

  /// A type whose child elements may still follow.
  private struct Draft {
    let name: String
    let specification: Specification?
    let generationAsOf: String?
    var accelerators: [Accelerator] = []
    var offeredRegions: [String] = []

    init(_ element: borrowing XMLElement, _ cache: inout WordCache) throws(CatalogError) {
      name = try element.text(.name)
      generationAsOf = element.optionalText(.generationAsOf)
      guard element.has(.vcpus) else {
        specification = nil
        return
      }
      specification = Specification(
        vcpus: try element.number(.vcpus), memoryMiB: try element.number(.memoryMiB),
        architectures: try cache.architectures(element), accelerators: [],
        isCurrentGeneration: try element.boolean(.currentGeneration), isBareMetal: try element.boolean(.bareMetal),
        isBurstable: try element.boolean(.burstable), network: try element.text(.network),
        usageClasses: try cache.usageClasses(element))
    }

    var finished: InstanceType {
      InstanceType(
        name: name, specification: specification?.with(accelerators: accelerators), offeredRegions: offeredRegions,
        generationAsOf: generationAsOf)
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
