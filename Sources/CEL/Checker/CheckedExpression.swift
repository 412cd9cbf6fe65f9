/// An expression whose names are resolved and whose types are known.
public struct CheckedExpression: Sendable {
  /// The syntax tree.
  public let tree: SyntaxTree
  /// The meanings of names and calls, by the id of the expression.
  let references: [Reference?]
  /// The number of macro variables.
  let localCount: Int
  /// The recursion depth of its evaluation, including the parts and definitions that it names.
  let depth: Int
  let declarations: Declarations
  /// Whether type errors were reported.
  let isStrict: Bool
  private let types: [ValueType]

  init(
    tree: SyntaxTree, types: [ValueType], references: [Reference?], localCount: Int, depth: Int,
    declarations: Declarations, isStrict: Bool
  ) {
    self.tree = tree
    self.types = types
    self.references = references
    self.localCount = localCount
    self.depth = depth
    self.declarations = declarations
    self.isStrict = isStrict
  }

  /// The type of the whole expression.
  public var type: ValueType { type(of: tree.root) }

  /// The names of the variables that it depends on, including those that its functions and definitions read.
  public var variables: Set<String> {
    var names: Set<String> = []
    collectVariables(into: &names)
    return names
  }

  /// Whether any part of it may call a function of this name.
  package func calls(_ name: String) -> Bool {
    references.contains { reference in
      if case .function(name, _, _)? = reference { true } else { false }
    }
  }

  private func collectVariables(into names: inout Set<String>) {
    for reference in references {
      switch reference {
      case .variable(let place)?:
        let isNew = names.insert(declarations.variables[place].name).inserted
        if isNew { declarations.definitions[place]?.collectVariables(into: &names) }
      case .function(_, let overloads, _)?: names.formUnion(overloads.flatMap(\.implicit))
      default: break
      }
    }
  }

  /// Returns the type of a part.
  public func type(of expression: Expression) -> ValueType { types[expression.id] }
}

/// The meaning of a name or a call.
enum Reference: Sendable {
  /// A variable of the environment, by its index.
  case variable(Int)
  /// A type or another name that is a value.
  case constant(Value)
  /// A variable of a macro, by its slot.
  case local(Int)
  /// A part that `cel.bind` or `cel.block` names, by its slot. It is computed when it is first needed.
  case named(Int)
  /// The slots of the variables that a macro introduces.
  case slots([Int])
  /// The overloads that a call may mean. If `isQualified`, the call's target is a namespace.
  case function(String, [Overload], isQualified: Bool)
  /// The type of a struct literal.
  case structure(StructureDeclaration)
  /// An undefined name, with the message that the evaluation reports.
  case unresolved(String)
}
