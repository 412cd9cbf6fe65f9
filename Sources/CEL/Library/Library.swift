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
  /// Variables that are known and have no values here.
  var refusals: [Refusal] = []

  /// Adds everything that the library has.
  public func declare(in declarations: inout Declarations) {
    for function in functions { declarations.add(function) }
    declarations.macros.formUnion(macros)
    for type in types { declarations.addType(type.name, type.type) }
    for structure in structures { declarations.add(structure) }
    for constant in constants { declarations.addConstant(constant.name, constant.value, constant.type) }
    for refusal in refusals { refusal.declare(in: &declarations) }
  }

  /// Whether there is a function or macro of a name in it.
  func has(_ name: String) -> Bool { names.contains(name) }

  /// The names of its functions and of the calls that its macros are.
  private var names: [String] { functions.map(\.name) + macros.flatMap(\.calls) }

  /// The library without some of its functions.
  func without(_ names: String...) -> Library { replacing(functions.filter { !names.contains($0.name) }) }

  /// The library with more functions.
  func with(_ more: [Function]) -> Library { replacing(functions + more) }

  private func replacing(_ functions: [Function]) -> Library {
    Library(
      name: name, summary: summary, functions: functions, macros: macros, types: types, structures: structures,
      constants: constants, refusals: refusals)
  }

  /// Every library but the standard one, which is always on.
  public static let all: [Library] = [
    strings, math, lists, aggregates, sets, encoders, bindings, twoVariableComprehensions, optionals, regex, find, urls,
    formats, network, quantity, semver, protobuf,
  ]

  /// The library of a name.
  public static func named(_ name: String) -> Library? { all.first { $0.name == name } }

  /// The name of a library that has a function or macro.
  static func having(_ function: String) -> String? { owners[function] }

  private static let owners: [String: String] = Dictionary(
    all.flatMap { library in library.names.map { ($0, library.name) } },
    uniquingKeysWith: { first, _ in first })
}
