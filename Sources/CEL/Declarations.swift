/// A declaration that an environment can be built from.
public protocol Declaration: Sendable {
  /// Adds this declaration to others.
  func declare(in declarations: inout Declarations)
}

/// A variable and its type.
public struct Variable: Declaration {
  /// The name, which may be qualified, as in `net.port`.
  public let name: String
  /// The type of its values.
  public let type: ValueType
  /// The possible sizes of its values, for cost estimates. Values are not checked against them.
  public let extent: Extent

  /// Declares a variable.
  public init(_ name: String, _ type: ValueType, extent: Extent? = nil) {
    self.name = name
    self.type = type
    self.extent = extent ?? Extent(of: type)
  }

  /// Declares a variable of a Swift type.
  public init<Content: ValueConvertible>(_ name: String, _ type: Content.Type, extent: Extent? = nil) {
    self.init(name, Content.valueType, extent: extent)
  }

  /// Adds the variable.
  public func declare(in declarations: inout Declarations) { declarations.add(self) }
}

/// A variable that exists elsewhere but has no value here. Expressions that use it are type-checked and then refused
/// with the reason.
public struct Refusal: Declaration {
  /// The name, which may be qualified.
  public let name: String
  /// Its type in the environments that have it.
  public let type: ValueType
  /// Why it is refused: lower case, no full stop.
  public let reason: String

  /// Refuses a variable.
  public init(_ name: String, _ type: ValueType, because reason: String) {
    self.name = name
    self.type = type
    self.reason = reason
  }

  /// Adds the refusal.
  public func declare(in declarations: inout Declarations) { declarations.add(self) }
}

/// The namespace in which names are looked up. In `com.example`, `a` is the first that exists of `com.example.a`,
/// `com.a` and `a` (cel-spec, langdef.md, "Name Resolution").
public struct Container: Declaration {
  /// The qualified name.
  public let name: String

  /// Creates a container with a qualified name.
  public init(_ name: String) {
    self.name = name
  }

  /// Sets the namespace.
  public func declare(in declarations: inout Declarations) { declarations.container = name }
}

extension Function: Declaration {
  /// Adds the function. Its overloads join those that are already declared under its name.
  public func declare(in declarations: inout Declarations) { declarations.add(self) }
}

extension StructureDeclaration: Declaration {
  /// Adds the type.
  public func declare(in declarations: inout Declarations) { declarations.add(self) }
}

extension StructureType: Declaration {
  /// Adds the type.
  public func declare(in declarations: inout Declarations) { declarations.add(declaration) }
}

/// All declarations of an environment.
public struct Declarations: Sendable {
  var container = ""
  var macros = Macro.standard
  var dialect = Dialect.definition
  private(set) var variables: [Variable] = []
  /// The expressions that define variables, by the variable's index.
  private(set) var definitions: [Int: CheckedExpression] = [:]
  private(set) var errors: [DeclarationError] = []
  private var variablePlaces: [String: Int] = [:]
  private(set) var functions: [String: [Overload]] = Dictionary(minimumCapacity: 384)
  private(set) var structures: [String: StructureDeclaration] = [:]
  private var constants: [String: Constant] = [:]
  private var refusals: [String: Refusal] = [:]
  /// The variables that functions read in addition to their arguments.
  private var readings: [(function: String, variable: String)] = []
  /// The struct types that were added since the declarations were last checked.
  private var newStructures: [StructureDeclaration] = []
  /// The number of variables that have been checked.
  private var checkedVariables = 0

  struct Constant: Sendable {
    let value: Value
    let type: ValueType
  }

  mutating func add(_ variable: Variable) {
    if let place = variablePlaces[variable.name] {
      if variables[place].type != variable.type { reportTwice("variable", variable.name) }
      return
    }
    variablePlaces[variable.name] = variables.count
    variables.append(variable)
  }

  mutating func define(_ name: String, as expression: CheckedExpression) throws(DeclarationError) {
    guard variablePlaces[name] == nil else {
      throw DeclarationError(description: "the variable `\(name)` is declared twice")
    }
    definitions[variables.count] = expression
    add(Variable(name, expression.type))
  }

  mutating func add(_ function: Function) {
    var overloads = functions.removeValue(forKey: function.name) ?? []
    overloads.reserveCapacity(overloads.count + function.overloads.count)
    for overload in function.overloads {
      let isTwice = overloads.contains {
        $0.parameters.count == overload.parameters.count && $0.isMember == overload.isMember
          && $0.parameters == overload.parameters
      }
      guard !isTwice else {
        reportTwice("overload of the function", function.name)
        continue
      }
      overloads.append(overload)
      readings += overload.implicit.map { (function.name, $0) }
    }
    functions[function.name] = overloads
    if overloads.count > 1, overloads.contains(where: { !$0.implicit.isEmpty }) {
      errors.append(
        DeclarationError(
          description: "the function `\(function.name)` reads variables, so that it can have one overload only"))
    }
  }

  /// The error for a function that reads an undeclared variable, if there is one.
  private var undeclaredReading: DeclarationError? {
    let descriptions = readings.filter { variablePlaces[$0.variable] == nil }.map {
      "the variable `\($0.variable)`, which the function `\($0.function)` reads, is not declared"
    }
    return descriptions.min().map { DeclarationError(description: $0) }
  }

  mutating func add(_ refusal: Refusal) { refusals[refusal.name] = refusal }

  mutating func add(_ structure: StructureDeclaration) {
    guard structures.updateValue(structure, forKey: structure.name) == nil else {
      return reportTwice("struct type", structure.name)
    }
    newStructures.append(structure)
    addType(structure.name, structure.checkedAs)
  }

  mutating func addConstant(_ name: String, _ value: Value, _ type: ValueType) {
    constants[name] = Constant(value: value, type: type)
  }

  /// Adds a type whose name can be used as a value.
  mutating func addType(_ name: String, _ type: ValueType) {
    addConstant(name, .type(type.runtimeName), .type(type))
  }

  private mutating func reportTwice(_ what: String, _ name: String) {
    errors.append(DeclarationError(description: "the \(what) `\(name)` is declared twice"))
  }

  /// Checks what has been added since the last call.
  /// - Throws: `DeclarationError` if a name is declared twice or something that is used is not declared.
  mutating func checkAdditions() throws(DeclarationError) {
    if let error = errors.first ?? undeclaredType ?? undeclaredReading { throw error }
    newStructures = []
    checkedVariables = variables.count
  }

  /// The error for a new variable or field of an undeclared struct type, whose fields could not be checked.
  private var undeclaredType: DeclarationError? {
    func missing(in type: ValueType) -> String? { type.structures.first { structures[$0] == nil } }
    var descriptions = variables[checkedVariables...].compactMap { variable in
      missing(in: variable.type).map { "`\($0)` of the variable `\(variable.name)`" }
    }
    for declared in newStructures {
      for field in declared.fields {
        if let name = missing(in: field.type) {
          descriptions.append("`\(name)` of the field `\(field.name)` of `\(declared.name)`")
        }
      }
    }
    return descriptions.min().map { DeclarationError(description: "the struct type \($0) is not declared") }
  }

  // MARK: Lookup

  func place(ofVariable name: String) -> Int? { variablePlaces[name] }

  func constant(_ name: String) -> Constant? { constants[name] }

  func refusal(of name: String) -> Refusal? { refusals[name] }

  /// The names that a name may stand for, in the order in which they are tried.
  func candidates(for name: String, isAbsolute: Bool) -> [String] {
    guard !isAbsolute, !container.isEmpty else { return [name] }
    var prefix = container
    var candidates: [String] = []
    while true {
      candidates.append("\(prefix).\(name)")
      guard let dot = prefix.lastIndex(of: ".") else { break }
      prefix = String(prefix[..<dot])
    }
    return candidates + [name]
  }

  /// All names that an expression can use, for suggestions.
  var names: [String] { variables.map(\.name) + constants.keys.sorted() }

  func bind(_ values: [String: Value]) throws(BindingError) -> Bindings {
    var places = [Value?](repeating: nil, count: variables.count)
    for (name, value) in values {
      guard let place = variablePlaces[name] else {
        throw BindingError(description: "there is no variable `\(name)`")
      }
      let variable = variables[place]
      if case (.structure, .null) = (variable.type, value) {  // an absent message is null
        places[place] = value
        continue
      }
      guard Overload.accepts(variable.type, value) else {
        throw BindingError(description: "`\(name)` is \(article(variable.type)), not \(article(value.typeName))")
      }
      places[place] = value
    }
    return Bindings(values: places)
  }
}
