/// An expression whose names are resolved and whose types are known.
public struct CheckedExpression: Sendable {
  /// The syntax.
  public let tree: SyntaxTree
  /// What names and calls mean, by the id of the expression.
  let references: [Reference?]
  /// How many variables of macros there are.
  let localCount: Int
  /// Levels that evaluating it recurses, through the parts and definitions that it names too.
  let depth: Int
  let declarations: Declarations
  /// Whether what does not fit was reported.
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

  /// The names of the variables that it depends on, those that its functions and definitions read included.
  public var variables: Set<String> {
    var names: Set<String> = []
    collectVariables(into: &names)
    return names
  }

  /// Whether a function of a name may be called anywhere in it.
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

  /// The type of a part of it.
  public func type(of expression: Expression) -> ValueType { types[expression.id] }
}

/// What a name or a call means.
enum Reference: Sendable {
  /// A variable of the environment, by its place.
  case variable(Int)
  /// A type or another name that is a value.
  case constant(Value)
  /// A variable of a macro, by its slot.
  case local(Int)
  /// A part that `cel.bind` or `cel.block` names, by its slot: computed where it is first needed.
  case named(Int)
  /// The slots of the variables that a macro introduces.
  case slots([Int])
  /// The overloads that a call may mean. `isQualified`: what it is called on is a namespace.
  case function(String, [Overload], isQualified: Bool)
  /// The type of a struct literal.
  case structure(StructureDeclaration)
  /// A name that means nothing; reported by the evaluation.
  case unresolved(String)
}
