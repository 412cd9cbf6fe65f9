public import Catalog
import Findings
import Money

/// How many vCPUs the nodes of a cluster have together in one mode, by the quota of EC2 that counts them.
///
/// Nodes are of two kinds: those whose instance type the cost profile names, such as management nodes, and those of the
/// types that the request lists. Any of these types may be used, so their vCPUs are known for each type, and in sum only as
/// bounds.
public struct VCPUNeed: Sendable, Equatable {
  /// The vCPUs that one quota counts.
  public struct Part: Sendable, Equatable {
    /// The quota.
    public let quota: Quota
    /// How many vCPUs run at the same time: at least, as expected, and at most.
    public let vcpus: Bounds<Int>
  }

  /// An instance type that the request lists.
  public struct ListedType: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The quota that counts it; nil if the catalog does not know.
    public let quota: Quota?
    /// The vCPUs of one node; nil if the catalog does not know.
    public let vcpus: Int?
  }

  /// The vCPUs of the nodes whose types the cost profile names, by the code of the quota.
  public let management: [Part]
  /// The number of nodes of the types that the request lists: at least, as expected, and at most.
  public let nodes: Bounds<Int>
  /// The types that the request lists, each once, in their order.
  public let listed: [ListedType]
  /// The types of nodes, of either kind, whose quota or number of vCPUs the catalog does not know.
  public let uncounted: [String]

  /// The vCPUs of all nodes by the code of the quota: of each only what is counted, if `uncounted` names a type.
  ///
  /// Several listed types make a range. Of a quota that counts all of them, the least is needed with the smallest type, of any
  /// other nothing is needed for sure. The most is needed with the largest type that the quota counts. As expected, each type is
  /// as likely as any other, as in the expected price; the mean of a node is rounded up to a whole vCPU.
  public var total: [Part] {
    var sums = management
    for quota in Set(listed.compactMap(\.quota)) {
      let counted = listed.filter { $0.quota == quota }.compactMap(\.vcpus)
      guard let least = counted.min(), let most = counted.max() else { continue }
      let node = Bounds(
        low: counted.count == listed.count ? least : 0,
        expected: (counted.reduce(0, Self.sum) + listed.count - 1) / listed.count, high: most)
      Self.add(nodes.combined(with: node, Self.product), of: quota, to: &sums)
    }
    return sums.filter { $0.vcpus.high > 0 }.sorted { $0.quota.code < $1.quota.code }
  }

  /// The vCPUs of a quota that the cluster needs if all nodes of the types that the request lists are of one of them. Without a
  /// type, the vCPUs of the other nodes alone.
  public func vcpus(of quota: Quota, using type: ListedType?) -> Bounds<Int> {
    let fixed = management.first { $0.quota == quota }?.vcpus ?? Bounds(0)
    guard let type, type.quota == quota, let one = type.vcpus else { return fixed }
    return fixed.combined(with: nodes.map { Self.product($0, one) }, Self.sum)
  }

  init(_ lines: [LineItem], listed names: [String], _ catalog: Catalog) {
    var management: [Part] = []
    var nodes = Bounds(0)
    var uncounted: [String] = []
    for line in lines {
      let count = line.quantity.map(Self.wholeNodes)
      switch line.component.price {
      case .service: continue
      case .requestedInstanceTypes: nodes = nodes.combined(with: count, Self.sum)
      case .instanceType(let types, _):
        // INVARIANT: the profile names at least one.
        let name = line.instanceType ?? types[0].value
        guard let quota = catalog.quota(of: name), let one = catalog.instanceTypes[name]?.specification?.vcpus else {
          uncounted.append(name)
          continue
        }
        Self.add(count.map { Self.product($0, one) }, of: quota, to: &management)
      }
    }
    self.nodes = nodes
    self.management = management.sorted { $0.quota.code < $1.quota.code }
    var seen: Set<String> = []
    listed =
      nodes.high == 0
      ? []
      : names.filter { seen.insert($0).inserted }.map { name in
        ListedType(
          name: name, quota: catalog.quota(of: name), vcpus: catalog.instanceTypes[name]?.specification?.vcpus)
      }
    self.uncounted = uncounted + listed.filter { $0.quota == nil || $0.vcpus == nil }.map(\.name)
  }

  /// The greatest count, beyond that of any quota. What is more counts as this much.
  static let most = 1_000_000_000_000

  private static func add(_ vcpus: Bounds<Int>, of quota: Quota, to parts: inout [Part]) {
    if let index = parts.firstIndex(where: { $0.quota == quota }) {
      parts[index] = Part(quota: quota, vcpus: parts[index].vcpus.combined(with: vcpus, sum))
    } else {
      parts.append(Part(quota: quota, vcpus: vcpus))
    }
  }

  /// Whole nodes: a node that runs a part of the time has all of its vCPUs then.
  private static func wholeNodes(_ quantity: Quantity) -> Int {
    let one = Quantity.one.units
    let (whole, rest) = quantity.units.quotientAndRemainder(dividingBy: one)
    guard whole < Int128(most) else { return most }
    return max(0, Int(whole) + (rest > 0 ? 1 : 0))
  }

  private static func sum(_ one: Int, _ other: Int) -> Int { min(one + other, most) }

  private static func product(_ nodes: Int, _ vcpus: Int) -> Int {
    let (product, overflow) = nodes.multipliedReportingOverflow(by: vcpus)
    return overflow ? most : min(product, most)
  }
}

extension Estimate {
  /// How many vCPUs the nodes have together, by quota; computed on each access.
  public var vcpus: VCPUNeed { VCPUNeed(lines, listed: instanceTypes, catalog) }
}
