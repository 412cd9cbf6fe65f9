import Catalog
import Money
import Spelling

/// Finds types that can replace another one.
enum Equivalents {
  /// The newer type to use instead of one of a previous generation. It has the same series, size and architecture, and
  /// at least its processors and memory. Preferred are the fewest different attributes, then the highest generation
  /// that the region offers, then the lowest price.
  static func successor(of type: String, in region: String, _ catalog: Catalog) -> String? {
    guard let name = InstanceTypeName(type), let generation = name.generation else { return nil }
    let candidates = candidates(for: type, in: region, catalog).filter { candidate in
      candidate.name.series == name.series && candidate.name.size == name.size
        && (candidate.name.generation ?? 0) > generation && candidate.specification.isCurrentGeneration
    }
    let best = candidates.min { one, other in
      let (first, second) = (one.attributeDistance(from: name), other.attributeDistance(from: name))
      if first != second { return first < second }
      let (newer, older) = (one.name.generation ?? 0, other.name.generation ?? 0)
      return newer != older ? newer > older : isCheaper(one, other)
    }
    return best?.type
  }

  /// The nearest type to one that a region lacks. It has the same architecture and accelerators, and at least its
  /// processors and memory. Preferred are the same series, then the lowest price.
  static func nearest(to type: String, in region: String, _ catalog: Catalog) -> String? {
    let series = InstanceTypeName(type)?.series
    return candidates(for: type, in: region, catalog).min { one, other in
      let (first, second) = (one.name.series == series, other.name.series == series)
      return first != second ? first : isCheaper(one, other)
    }?.type
  }

  private struct Candidate {
    let type: String
    let name: InstanceTypeName
    let specification: Specification
    let price: Money?

    /// The edit distance of the attributes: `m5` is nearer to `m7i` than to `m7i-flex`.
    func attributeDistance(from other: InstanceTypeName) -> Int {
      Spelling.distance(name.attributes, other.attributes)
    }
  }

  /// The types offered in the region that can do what the given type does.
  private static func candidates(for type: String, in region: String, _ catalog: Catalog) -> [Candidate] {
    guard let wanted = catalog.instanceTypes[type]?.specification, let data = catalog.data(for: region) else {
      return []
    }
    return data.offeredTypes.compactMap { other in
      guard other != type, let name = InstanceTypeName(other),
        let specification = catalog.instanceTypes[other]?.specification, specification.canReplace(wanted)
      else { return nil }
      return Candidate(
        type: other, name: name, specification: specification, price: data.onDemand[other]?.amount)
    }
  }

  /// Orders priced types before unpriced ones, then by price, then by name, so that the result does not depend on
  /// hashing.
  private static func isCheaper(_ one: Candidate, _ other: Candidate) -> Bool {
    guard let first = one.price, let second = other.price else {
      return one.price == nil && other.price == nil ? one.type < other.type : one.price != nil
    }
    // INVARIANT: all prices of a region are in one currency.
    if first == second { return one.type < other.type }
    return (try? first.isLess(than: second)) ?? false
  }
}
