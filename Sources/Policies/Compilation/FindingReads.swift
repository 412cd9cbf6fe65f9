import CEL
public import Findings

extension CompiledPolicy {
  /// What each of the policy's findings may rest on, by code.
  var reads: [RuleCode: PolicyReads] {
    let conditions = conditions.map(\.checked.tree.root)
    var before = PolicyReads(conditions + variables(in: conditions))
    // Kubernetes' constraints match names and labels.
    if constraints != nil { before.addIdentity() }
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
      switch expression.kind {
      case .select(let operand, let field, _), .has(let operand, let field):
        guard case .identifier(PolicyVariables.variables, _) = operand.kind else { break }
        let name = "\(PolicyVariables.variables).\(field.text)"
        if seen.insert(name).inserted, let value = values[name] {
          found.append(value)
          rest.append(value)
        }
      default: break
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

  /// What the conditions of exceptions may read: whether they excuse findings of built-in rules depends on it.
  public var readsOfExceptions: PolicyReads { PolicyReads(exceptions.conditions.map(\.checked.tree.root)) }

  /// The names of the exceptions that are for a subject, whatever is found.
  public func exceptions(for subject: PolicySubject) -> Set<String> { exceptions.names(for: subject) }
}
