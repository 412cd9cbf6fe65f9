import Catalog

/// The lists of instance types that a search tries, by their numbers: what one request lists, each subset of it, each list with
/// one type replaced by any other, and each single type.
struct TypeLists: Sendable {
  /// A list of types.
  struct Entry: Sendable {
    /// The types, by their numbers in `names`.
    let types: [Int]
    /// How many types differ from those of the request: added or removed, whichever are more.
    let distance: Int
    /// Whether its nodes can do what those of the request do: each type of the request has one that can replace it, and each
    /// type of the list can replace one.
    let isAsGood: Bool
  }

  /// The names of all types, sorted.
  let names: [String]
  /// The lists; the first is that of the request.
  let entries: [Entry]

  /// The lists of a single type, and that type, by their numbers.
  let singles: [(type: Int, list: Int)]

  /// The greatest number of types of which every subset is tried; of longer lists, those that lack one type are.
  static let mostForSubsets = 8
  /// The greatest number of types that a request may list: of more, every one replaced by any other are too many lists to look at in
  /// seconds.
  static let most = 24

  /// The lists around the types of a request.
  /// - Parameters:
  ///   - given: the types of the request, at most `most`.
  ///   - known: the types that regions offer at a known price.
  init(_ given: [String], among known: Set<String>, _ catalog: Catalog) {
    var seen: Set<String> = []
    let given = given.filter { seen.insert($0).inserted }
    let names = known.union(given).sorted()
    self.names = names
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    // INVARIANT: the types of the request are among the names.
    let own = given.compactMap { numbers[$0] }
    let specifications = given.map { catalog.instanceTypes[$0]?.specification }
    // INVARIANT: there are at most `most` of them, fewer than a number has bits.
    let replaced = names.map { name -> UInt64 in
      let specification = catalog.instanceTypes[name]?.specification
      var bits: UInt64 = 0
      for (index, other) in given.enumerated() {
        let isSame = other == name
        let isAsGood = specification.flatMap { new in specifications[index].map { new.isAsGood(as: $0) } } ?? false
        if isSame || isAsGood { bits |= 1 << UInt64(index) }
      }
      return bits
    }
    let all = given.count >= 64 ? UInt64.max : (1 << UInt64(given.count)) - 1
    func entry(_ types: [Int], _ distance: Int) -> Entry {
      let bits = types.reduce(0) { $0 | replaced[$1] }
      return Entry(
        types: types, distance: distance, isAsGood: bits == all && types.allSatisfy { replaced[$0] != 0 })
    }
    var entries = [entry(own, 0)]
    for subset in Self.properSubsets(of: own) { entries.append(entry(subset, own.count - subset.count)) }
    let others = names.indices.filter { !own.contains($0) && known.contains(names[$0]) }
    for place in own.indices {
      for other in others {
        var types = own
        types[place] = other
        entries.append(entry(types, 1))
      }
    }
    if own.count != 1 { entries += others.map { entry([$0], max(1, own.count)) } }
    self.entries = entries
    singles = entries.enumerated().filter { $0.element.types.count == 1 }.map { ($0.element.types[0], $0.offset) }
  }

  private static func properSubsets(of types: [Int]) -> [[Int]] {
    guard types.count > 1 else { return [] }
    guard types.count <= mostForSubsets else {
      return types.indices.map { lacking in types.indices.filter { $0 != lacking }.map { types[$0] } }
        + types.map { [$0] }
    }
    return (1..<(1 << types.count) - 1).map { bits in
      types.indices.filter { bits & (1 << $0) != 0 }.map { types[$0] }
    }
  }
}
