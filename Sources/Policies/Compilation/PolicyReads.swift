import CEL
public import Findings
public import Requests

/// What a policy's conditions and validations may read of a request, by what their expressions name. It may be more than they
/// read, and is never less.
public struct PolicyReads: Sendable, Equatable {
  /// The parts that a search for cheaper requests varies: two requests that differ in other parts alone are judged alike.
  public private(set) var dimensions: RequestDimensions = []
  /// Whether it reads the cost of the mode that is asked for, in another way than as a ceiling.
  public private(set) var readsSelectedCost = false
  /// Whether it reads the expected cost of the mode that is asked for as a ceiling alone: what denies a request denies every
  /// request that costs more and agrees with it in what else is read. Prices are known.
  public private(set) var isCeiling = false
  /// Whether it may read the name, the description or the file: what requests that are alike otherwise differ in.
  public private(set) var isOfIdentity = false

  /// The keys of labels that it may read; nil for all of them.
  public private(set) var labels: Set<String>? = []

  /// Whether requests that differ in what a search varies are judged alike.
  public var isConstant: Bool { dimensions.isEmpty && !readsSelectedCost && !isCeiling }

  /// Nothing.
  public init() {}

  /// What any of some expressions may read.
  fileprivate init(_ expressions: some Sequence<Expression>) {
    for expression in expressions { visit(expression) }
  }

  mutating func formUnion(_ other: PolicyReads) {
    dimensions.formUnion(other.dimensions)
    readsSelectedCost = readsSelectedCost || other.readsSelectedCost
    isCeiling = (isCeiling || other.isCeiling) && !readsSelectedCost
    isOfIdentity = isOfIdentity || other.isOfIdentity
    labels = labels.flatMap { own in other.labels.map(own.union) }
  }

  /// The same where a ceiling is not known to be one.
  var withoutCeiling: PolicyReads {
    var reads = self
    reads.readsSelectedCost = readsSelectedCost || isCeiling
    reads.isCeiling = false
    return reads
  }

  /// Adds what a validation reads. `cost.selected.monthly.expected <= cap`, also among alternatives and further conditions, is a
  /// ceiling: no request that costs more passes where one fails.
  mutating func add(validation expression: Expression) {
    var own = PolicyReads()
    own.visit(ceiling: expression)
    formUnion(own)
  }

  private mutating func visit(ceiling expression: Expression) {
    switch expression.kind {
    case .and(let operands), .or(let operands): operands.forEach { visit(ceiling: $0) }
    case .binary(.lessOrEqual, let cost, let cap) where Self.isExpectedCost(cost),
      .binary(.less, let cost, let cap) where Self.isExpectedCost(cost),
      .binary(.greaterOrEqual, let cap, let cost) where Self.isExpectedCost(cost),
      .binary(.greater, let cap, let cost) where Self.isExpectedCost(cost):
      formUnion(PolicyReads([cap]))
      isCeiling = !readsSelectedCost
    default:
      formUnion(PolicyReads([expression]))
    }
  }

  private static func isExpectedCost(_ expression: Expression) -> Bool {
    guard let (root, path) = path(of: expression), root == PolicyVariables.cost, path.count == 3 else { return false }
    return path[0] == "selected" && ["hourly", "daily", "monthly"].contains(path[1]) && path[2] == "expected"
  }

  private mutating func addEverything() {
    dimensions = .all
    readsSelectedCost = true
    isCeiling = false
    isOfIdentity = true
    labels = nil
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .select, .has, .identifier:
      if let (root, path) = Self.path(of: expression) { return add(root, path[...]) }
    case .index(let operand, let key, _):
      if let (root, path) = Self.path(of: operand), root == PolicyVariables.object, path == ["metadata", "labels"],
        case .literal(.string(let key)) = key.kind
      {
        labels?.insert(key)
        return
      }
    case .binary(.contains, let key, let operand):
      if case .literal(.string(let key)) = key.kind, let (root, path) = Self.path(of: operand),
        root == PolicyVariables.object, path == ["metadata", "labels"]
      {
        labels?.insert(key)
        return
      }
    case .call(let name, let target, _, _) where target == nil: add(function: name.text)
    default: break
    }
    if case .select(_, let field, _) = expression.kind { add(field: field.text) }
    if case .has(_, let field) = expression.kind { add(field: field.text) }
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

  private mutating func add(_ root: String, _ path: ArraySlice<String>) {
    path.forEach { add(field: $0) }
    switch root {
    case PolicyVariables.object: add(object: path)
    case PolicyVariables.cost:
      switch path.first {
      // Of what is compared all prices are known.
      case "unpriced": break
      // A load that is assumed is at most the greatest number of nodes.
      case "saturated", "load": dimensions.insert(.computeNodes)
      case "selected":
        readsSelectedCost = true
        isCeiling = false
      default: dimensions = .all
      }
    case PolicyVariables.request:
      switch path.first {
      case "operation", "user", "time", "userInfo", "dryRun": break
      case "source", "name": isOfIdentity = true
      default: addEverything()
      }
    case PolicyVariables.oldObject: break
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
    case nil:
      isOfIdentity = true
      labels = nil
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
    case nil: dimensions = .all
    default: break
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

extension CompiledPolicy {
  /// What each of the policy's findings may rest on, by code.
  var reads: [RuleCode: PolicyReads] {
    let conditions = conditions.map(\.checked.tree.root)
    let before = PolicyReads(conditions + variables(in: conditions))
    var all = before
    var reads: [RuleCode: PolicyReads] = [:]
    for validation in validations {
      let expression = validation.program.checked.tree.root
      var own = before
      own.add(validation: expression)
      own.formUnion(PolicyReads(variables(in: [expression])))
      reads[validation.code] = own
      all.formUnion(own)
    }
    let annotations = annotations.map(\.program.checked.tree.root)
    all.formUnion(PolicyReads(annotations + variables(in: annotations)))
    for name in Self.reservedNames { reads[RuleCode("\(policy.name.value)/\(name)")] = all.withoutCeiling }
    return reads
  }

  /// The expressions of the policy's variables that some expressions name, and of those that these name.
  private func variables(in expressions: [Expression]) -> [Expression] {
    let values = Dictionary(definitions.map { ($0.name, $0.checked.tree.root) }, uniquingKeysWith: { one, _ in one })
    var seen: Set<String> = []
    var found: [Expression] = []
    var rest = expressions
    while let expression = rest.popLast() {
      if case .select(let operand, let field, _) = expression.kind,
        case .identifier(PolicyVariables.variables, _) = operand.kind
      {
        let name = "\(PolicyVariables.variables).\(field.text)"
        if seen.insert(name).inserted, let value = values[name] {
          found.append(value)
          rest.append(value)
        }
      }
      rest += expression.children
    }
    return found
  }
}

extension PolicySet {
  /// What each finding of the policies may rest on, by code, whether an exception excuses it included.
  public var reads: [RuleCode: PolicyReads] {
    let exceptions = readsOfExceptions
    return readsOfPolicies.mapValues { own in
      var reads = own
      reads.formUnion(exceptions)
      return reads
    }
  }

  /// What each finding of the policies may rest on, by code, before exceptions.
  public var readsOfPolicies: [RuleCode: PolicyReads] {
    Dictionary(compiled.flatMap(\.reads), uniquingKeysWith: { one, _ in one })
  }

  /// The names of the exceptions that are for a subject, whatever is found.
  public func exceptions(for subject: PolicySubject) -> Set<String> { exceptions.names(for: subject) }

  /// What the conditions of exceptions may read: whether they excuse findings of built-in rules depends on it.
  public var readsOfExceptions: PolicyReads { PolicyReads(exceptions.conditions.map(\.checked.tree.root)) }
}
