/// A set of functions, macros and types that an environment switches on by name.
public struct Library: Declaration {
  /// The name, as in `Library.named("strings")`.
  public let name: String
  /// The contents, in a sentence.
  public let summary: String
  let functions: [Function]
  var macros: Set<Macro> = []
  var types: [(name: String, type: ValueType)] = []
  var structures: [StructureDeclaration] = []
  var constants: [(name: String, value: Value, type: ValueType)] = []
  /// Known variables that have no value here.
  var refusals: [Refusal] = []

  /// Adds everything in the library.
  public func declare(in declarations: inout Declarations) {
    for function in functions { declarations.add(function) }
    declarations.macros.formUnion(macros)
    for type in types { declarations.addType(type.name, type.type) }
    for structure in structures { declarations.add(structure) }
    for constant in constants { declarations.addConstant(constant.name, constant.value, constant.type) }
    for refusal in refusals { refusal.declare(in: &declarations) }
  }

  /// Whether the library has a function or macro of this name.
  func has(_ name: String) -> Bool { names.contains(name) }

  /// The names of its functions and of the calls of its macros.
  private var names: [String] { functions.map(\.name) + macros.flatMap(\.calls) }

  /// Returns the library without some of its functions.
  func without(_ names: String...) -> Library { replacing(functions.filter { !names.contains($0.name) }) }

  /// Returns the library with additional functions.
  func with(_ more: [Function]) -> Library { replacing(functions + more) }

  private func replacing(_ functions: [Function]) -> Library {
    Library(
      name: name, summary: summary, functions: functions, macros: macros, types: types, structures: structures,
      constants: constants, refusals: refusals)
  }

  /// Every library except the standard one, which is always on.
  public static let all: [Library] = [
    strings, math, lists, aggregates, sets, encoders, bindings, twoVariableComprehensions, optionals, regex, find, urls,
    formats, network, quantity, semver, protobuf,
  ]

  /// Returns the library of this name.
  public static func named(_ name: String) -> Library? { all.first { $0.name == name } }

  /// Returns the name of the library that has a function or macro.
  static func having(_ function: String) -> String? { owners[function] }

  private static let owners: [String: String] = Dictionary(
    all.flatMap { library in library.names.map { ($0, library.name) } },
    uniquingKeysWith: { first, _ in first })
}
