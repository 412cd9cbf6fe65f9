/// A set of functions, macros and types that an environment switches on by name.
public struct Library: Declaration {
  /// The name, as in `Library.named("strings")`.
  public let name: String
  /// What it has, in a sentence.
  public let summary: String
  let functions: [Function]
  var macros: Set<Macro> = []
  var types: [(name: String, type: ValueType)] = []
  var structures: [StructureDeclaration] = []
  var constants: [(name: String, value: Value, type: ValueType)] = []

  /// Adds everything that the library has.
  public func declare(in declarations: inout Declarations) {
    for function in functions { declarations.add(function) }
    declarations.macros.formUnion(macros)
    for type in types { declarations.addType(type.name, type.type) }
    for structure in structures { declarations.add(structure) }
    for constant in constants { declarations.addConstant(constant.name, constant.value, constant.type) }
  }

  /// Every library but the standard one, which is always on.
  public static let all: [Library] = [
    strings, math, lists, sets, encoders, bindings, twoVariableComprehensions, optionals, regex, network, quantity,
    semver, protobuf,
  ]

  /// The library of a name.
  public static func named(_ name: String) -> Library? { all.first { $0.name == name } }

  /// The name of a library that has a function.
  static func having(_ function: String) -> String? { owners[function] }

  private static let owners: [String: String] = Dictionary(
    all.flatMap { library in library.functions.map { ($0.name, library.name) } },
    uniquingKeysWith: { first, _ in first })
}
