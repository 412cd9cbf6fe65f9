extension Library {
  /// `cel.bind` and `cel.block` (cel-go, ext/bindings.go).
  public static let bindings = Library(
    name: "bindings", summary: "`cel.bind(x, value, body)` names a part of an expression", functions: [],
    macros: [.bind, .block])

  /// Macros with an index or key in addition to the element (cel-go, ext/comprehensions.go).
  public static let twoVariableComprehensions = Library(
    name: "twoVariableComprehensions", summary: "`all`, `exists` and the like with two variables, and transformed maps",
    functions: [], macros: [.twoVariables])
}
