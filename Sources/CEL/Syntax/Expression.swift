/// A name and its position in the source.
public struct Name: Sendable, Equatable {
  /// The name.
  public let text: String
  /// The UTF-8 offsets of the name.
  public let range: Range<Int>
}

/// A constant written in the source.
public enum Literal: Sendable, Equatable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// `-1`, `0xFF`
  case int(Int64)
  /// `1u`
  case uint(UInt64)
  /// `1.5e3`
  case double(Double)
  /// `'text'`
  case string(String)
  /// `b'octets'`
  case bytes([UInt8])
}

/// A node of the syntax tree.
public final class Expression: Sendable {
  /// The node's number in its tree, from 0. Tables of types and values are indexed by it.
  public let id: Int
  /// The UTF-8 offsets of the source that the node was made from.
  public let range: Range<Int>
  /// What the node is.
  public let kind: Kind
  /// The height of the tree below and including this node: 1 for a node without parts.
  let depth: Int

  init(id: Int, range: Range<Int>, kind: Kind) {
    self.id = id
    self.range = range
    self.kind = kind
    var deepest = 0
    kind.forEachPart { deepest = max(deepest, $0.depth) }
    depth = deepest + 1
  }

  /// What a node is, with its parts.
  public enum Kind: Sendable {
    /// A part that could not be parsed. An issue has been reported.
    case invalid
    /// A constant.
    case literal(Literal)
    /// A variable, a type or the first part of a qualified name; a leading dot makes it absolute.
    case identifier(String, isAbsolute: Bool)
    /// `a.b`, or `a.?b` if optional.
    case select(Expression, field: Name, isOptional: Bool)
    /// `has(a.b)`
    case has(Expression, field: Name)
    /// `a[b]`, or `a[?b]` if optional.
    case index(Expression, Expression, isOptional: Bool)
    /// `f(x)`, or `target.f(x)`.
    case call(Name, target: Expression?, arguments: [Expression], isAbsolute: Bool)
    /// `!a` or `-a`
    case unary(UnaryOperator, Expression)
    /// `a + b` and the like.
    case binary(BinaryOperator, Expression, Expression)
    /// `a && b && …`, with at least two operands.
    case and([Expression])
    /// `a || b || …`, with at least two operands.
    case or([Expression])
    /// `a ? b : c`
    case conditional(Expression, Expression, Expression)
    /// `[a, ?b]`
    case list([Element])
    /// `{a: b, ?c: d}`
    case map([Entry])
    /// `Name{a: b}`
    case structure(Name, fields: [FieldInitializer], isAbsolute: Bool)
    /// `a.all(x, …)` and the other macros that iterate over a list or map.
    case comprehension(Comprehension)
    /// `cel.bind(x, value, body)`
    case bind(Name, value: Expression, body: Expression)
    /// `cel.block([a, b], body)`: the body and later parts refer to earlier ones as `cel.index(0)`, `cel.index(1)`.
    case block([Expression], body: Expression)
    /// `a.optMap(x, body)`, or `a.optFlatMap(x, body)` if flat.
    case optionalMap(Expression, Name, body: Expression, isFlat: Bool)
  }

  /// An element of a list literal.
  public struct Element: Sendable {
    /// The element's value.
    public let value: Expression
    /// `?value`: left out if the optional value is empty.
    public let isOptional: Bool
  }

  /// An entry of a map literal.
  public struct Entry: Sendable {
    /// The entry's key.
    public let key: Expression
    /// The entry's value.
    public let value: Expression
    /// `?key: value`: left out if the optional value is empty.
    public let isOptional: Bool
  }

  /// A field of a struct literal.
  public struct FieldInitializer: Sendable {
    /// The field's name.
    public let name: Name
    /// The field's value.
    public let value: Expression
    /// `?name: value`: left out if the optional value is empty.
    public let isOptional: Bool
  }
}

/// A macro that iterates over the elements of a list or the entries of a map.
public struct Comprehension: Sendable {
  /// The operation on the elements.
  public enum Kind: String, Sendable {
    case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry, sortBy
  }

  /// The operation on the elements.
  public let kind: Kind
  /// The macro's name as written. `exists_one` and `existsOne` are the same kind.
  public let name: Name
  /// The list or map.
  public let range: Expression
  /// The variable for the element or key; in the two-variable forms, for the index or key.
  public let variable: Name
  /// The variable for the value in the two-variable forms.
  public let second: Name?
  /// The condition, if the macro has one.
  public let predicate: Expression?
  /// The value made of each element, if the macro makes one.
  public let transform: Expression?
}

/// `!` and `-`.
public enum UnaryOperator: String, Sendable {
  /// `!`
  case not = "!_"
  /// `-`
  case negate = "-_"
}

/// Binary operators except the logical ones. The raw value is the function's name in declarations.
public enum BinaryOperator: String, Sendable {
  /// `==`
  case equal = "_==_"
  /// `!=`
  case notEqual = "_!=_"
  /// `<`
  case less = "_<_"
  /// `<=`
  case lessOrEqual = "_<=_"
  /// `>`
  case greater = "_>_"
  /// `>=`
  case greaterOrEqual = "_>=_"
  /// `in`
  case contains = "@in"
  /// `+`
  case add = "_+_"
  /// `-`
  case subtract = "_-_"
  /// `*`
  case multiply = "_*_"
  /// `/`
  case divide = "_/_"
  /// `%`
  case remainder = "_%_"

  /// The operator as written in a source.
  public var symbol: String {
    self == .contains ? "in" : String(rawValue.dropFirst().dropLast())
  }

  init?(symbol: String) {
    switch symbol {
    case "==": self = .equal
    case "!=": self = .notEqual
    case "<": self = .less
    case "<=": self = .lessOrEqual
    case ">": self = .greater
    case ">=": self = .greaterOrEqual
    case "in": self = .contains
    case "+": self = .add
    case "-": self = .subtract
    case "*": self = .multiply
    case "/": self = .divide
    case "%": self = .remainder
    default: return nil
    }
  }

  /// How tightly the operator binds; higher is tighter.
  var precedence: Int {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: 1
    case .add, .subtract: 2
    case .multiply, .divide, .remainder: 3
    }
  }
}

/// A parsed expression.
public struct SyntaxTree: Sendable {
  /// The source.
  public let source: String
  /// The outermost node.
  public let root: Expression
  /// The number of nodes. Every id is below it.
  public let count: Int
}

extension Expression {
  /// The direct children of this node, in source order.
  public var children: [Expression] {
    var children: [Expression] = []
    kind.forEachPart { children.append($0) }
    return children
  }
}

extension Expression.Kind {
  /// Calls a function with each direct child, in source order.
  func forEachPart(_ body: (Expression) -> Void) {
    switch self {
    case .invalid, .literal, .identifier: break
    case .select(let operand, _, _), .has(let operand, _), .unary(_, let operand): body(operand)
    case .index(let one, let other, _), .binary(_, let one, let other), .bind(_, let one, let other),
      .optionalMap(let one, _, let other, _):
      body(one)
      body(other)
    case .call(_, let target, let arguments, _):
      if let target { body(target) }
      arguments.forEach(body)
    case .and(let operands), .or(let operands): operands.forEach(body)
    case .conditional(let condition, let yes, let no):
      body(condition)
      body(yes)
      body(no)
    case .list(let elements): for element in elements { body(element.value) }
    case .map(let entries):
      for entry in entries {
        body(entry.key)
        body(entry.value)
      }
    case .structure(_, let fields, _): for field in fields { body(field.value) }
    case .comprehension(let it):
      body(it.range)
      if let predicate = it.predicate { body(predicate) }
      if let transform = it.transform { body(transform) }
    case .block(let parts, let last):
      parts.forEach(body)
      body(last)
    }
  }
}
