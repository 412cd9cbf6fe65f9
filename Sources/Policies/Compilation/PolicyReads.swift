import CEL
public import Requests

/// What a finding of a policy may rest on, by what the policy's expressions name. It may be more than they read, and is never less.
public struct PolicyReads: Sendable, Equatable {
  /// How the cost of the mode that is asked for is read.
  public enum Cost: Int, Sendable {
    /// Not at all.
    case none
    /// As a ceiling of the expected cost alone: what denies a request denies every request that costs more and agrees with it in
    /// what else is read. Prices are known.
    case ceiling
    /// In another way.
    case other
  }

  /// The parts that a search for cheaper requests varies: two requests that differ in other parts alone are judged alike.
  public private(set) var dimensions: RequestDimensions = []
  /// How it reads the cost of the mode that is asked for.
  public private(set) var cost = Cost.none
  /// Whether it may read the name, the description or the file: what requests that are alike otherwise differ in.
  public private(set) var isOfIdentity = false
  /// The keys of labels that it may read; nil for all of them.
  public private(set) var labels: Set<String>? = []

  /// Whether requests that differ in what a search varies are judged alike.
  public var isConstant: Bool { dimensions.isEmpty && cost == .none }

  /// Nothing.
  public init() {}

  /// What any of some expressions may read.
  init(_ expressions: some Sequence<Expression>) {
    for expression in expressions { visit(expression) }
  }

  /// The same with what something else reads.
  mutating func formUnion(_ other: PolicyReads) {
    dimensions.formUnion(other.dimensions)
    if other.cost.rawValue > cost.rawValue { cost = other.cost }
    isOfIdentity = isOfIdentity || other.isOfIdentity
    labels = labels.flatMap { own in other.labels.map(own.union) }
  }

  /// The same where a ceiling is not known to be one.
  var withoutCeiling: PolicyReads {
    var reads = self
    if cost == .ceiling { reads.cost = .other }
    return reads
  }

  /// Adds everything by which requests of the same kind may differ, for what is matched outside of expressions.
  mutating func addIdentity() {
    isOfIdentity = true
    labels = nil
  }

  private mutating func addEverything() {
    dimensions = .all
    cost = .other
    addIdentity()
  }

  // MARK: Ceilings

  /// Adds what a validation reads. `cost.selected.monthly.expected <= cap`, also among alternatives and further conditions, is a
  /// ceiling: no request that costs more passes where one fails.
  mutating func add(validation expression: Expression) {
    switch expression.kind {
    case .and(let operands), .or(let operands): operands.forEach { add(validation: $0) }
    case .binary(.lessOrEqual, let cost, let cap) where Self.isExpectedCost(cost),
      .binary(.less, let cost, let cap) where Self.isExpectedCost(cost),
      .binary(.greaterOrEqual, let cap, let cost) where Self.isExpectedCost(cost),
      .binary(.greater, let cap, let cost) where Self.isExpectedCost(cost):
      formUnion(PolicyReads([cap]))
      if self.cost == .none { self.cost = .ceiling }
    default: formUnion(PolicyReads([expression]))
    }
  }

  private static func isExpectedCost(_ expression: Expression) -> Bool {
    guard let (root, path) = path(of: expression), root == PolicyVariables.cost, path.count == 3 else { return false }
    return path[0] == "selected" && ["hourly", "daily", "monthly"].contains(path[1]) && path[2] == "expected"
  }

  // MARK: Walking

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .select(_, let field, _), .has(_, let field):
      add(field: field.text)
      if let (root, path) = Self.path(of: expression) { return add(root, path[...]) }
    case .identifier(let name, _): return add(name, [])
    case .index(let operand, let key, _):
      if let label = Self.label(key, in: operand) {
        labels?.insert(label)
        return
      }
    case .binary(.contains, let key, let operand):
      if let label = Self.label(key, in: operand) {
        labels?.insert(label)
        return
      }
    case .call(let name, let target, _, _) where target == nil: add(function: name.text)
    default: break
    }
    expression.children.forEach { visit($0) }
  }

  /// A chain of fields from a name: `object.spec.region`.
  private static func path(of expression: Expression) -> (root: String, path: [String])? {
    switch expression.kind {
    case .identifier(let name, _): return (name, [])
    case .select(let operand, let field, _), .has(let operand, let field):
      guard let (root, path) = path(of: operand) else { return nil }
      return (root, path + [field.text])
    default: return nil
    }
  }

  /// The key of a label that is looked up by a text; nil for another expression.
  private static func label(_ key: Expression, in operand: Expression) -> String? {
    guard case .literal(.string(let key)) = key.kind, let (root, path) = path(of: operand),
      root == PolicyVariables.object, path == ["metadata", "labels"]
    else { return nil }
    return key
  }

  private mutating func add(_ root: String, _ path: ArraySlice<String>) {
    path.forEach { add(field: $0) }
    switch root {
    case PolicyVariables.object: add(object: path)
    case PolicyVariables.cost:
      switch path.first {
      // Of what a search compares all prices are known.
      case "unpriced": break
      // A load that is assumed is at most the greatest number of nodes.
      case "saturated", "load": dimensions.insert(.computeNodes)
      case "selected": cost = .other
      default: dimensions = .all
      }
    case PolicyVariables.request:
      switch path.first {
      case "operation", "user", "time", "userInfo", "dryRun": break
      case "source", "name": isOfIdentity = true
      default: addEverything()
      }
    // What a named variable reads is added by its own expression.
    case PolicyVariables.variables: if path.isEmpty { addEverything() }
    // There is no object before a creation, and a cluster request is in no namespace.
    case PolicyVariables.oldObject, PolicyVariables.namespaceObject, PolicyVariables.params: break
    // Variables of macros stand for parts of what these iterate over, which is visited too; other names are types.
    default: break
    }
  }

  private mutating func add(object path: ArraySlice<String>) {
    switch path.first {
    case "apiVersion", "kind": break
    case "metadata": add(metadata: path.dropFirst())
    case "spec": add(spec: path.dropFirst())
    default: addEverything()
    }
  }

  private mutating func add(metadata path: ArraySlice<String>) {
    switch path.first {
    case "labels":
      if let key = path.dropFirst().first { labels?.insert(key) } else { labels = nil }
    case nil: addIdentity()
    default: isOfIdentity = true
    }
  }

  private mutating func add(spec path: ArraySlice<String>) {
    switch path.first {
    case "region": dimensions.insert(.region)
    case "instanceTypes": dimensions.insert(.instanceTypes)
    case "costSavings": dimensions.insert(.mode)
    // A load that is assumed is at most the greatest number of nodes.
    case "workload": dimensions.insert(.computeNodes)
    case "provider", "roleArn", "externalId", "externalIdFrom", "capacityReservation": break
    default: addEverything()
    }
  }

  /// Functions that read the request besides their arguments.
  private mutating func add(function name: String) {
    // Of an instance type, some fields depend on the region: they are told by their names.
    if PolicyVariables.readingRegion.contains(name) { dimensions.insert(.region) }
  }

  private mutating func add(field name: String) {
    if InstanceTypeValue.regionalFields.contains(name) { dimensions.insert(.region) }
  }
}
