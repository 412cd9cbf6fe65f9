/// Writes a syntax tree as source that parses to the same tree, with single spaces around operators and parentheses
/// only where they are needed.
public struct Printer: Sendable {
  /// Creates a printer.
  public init() {}

  /// Returns the source of an expression.
  public func print(_ expression: Expression) -> String {
    var output = ""
    write(expression, to: &output)
    return output
  }

  /// How tightly the outermost operator of a node binds. Operands that bind less tightly need parentheses.
  private enum Strength: Int {
    case conditional, or, and, relation, addition, multiplication, unary, member
  }

  private func strength(of expression: Expression) -> Strength {
    switch expression.kind {
    case .conditional: .conditional
    case .or: .or
    case .and: .and
    case .binary(let found, _, _):
      switch found.precedence {
      case 1: .relation
      case 2: .addition
      default: .multiplication
      }
    case .unary: .unary
    case .literal(.int(let value)) where value < 0: .unary
    case .literal(.double(let value)) where value.sign == .minus: .unary
    default: .member
    }
  }

  private func write(_ expression: Expression, atLeast least: Strength, to output: inout String) {
    guard strength(of: expression).rawValue < least.rawValue else { return write(expression, to: &output) }
    output += "("
    write(expression, to: &output)
    output += ")"
  }

  private func write(_ expression: Expression, to output: inout String) {
    switch expression.kind {
    case .invalid: output += "‹invalid›"
    case .literal(let literal): output += LiteralPrinter.source(of: literal)
    case .identifier(let name, let isAbsolute): output += (isAbsolute ? "." : "") + Self.variable(name)
    case .select(let operand, let field, let isOptional):
      write(operand, atLeast: .member, to: &output)
      output += (isOptional ? ".?" : ".") + Self.field(field.text)
    case .has(let operand, let field):
      output += "has("
      write(operand, atLeast: .member, to: &output)
      output += "." + Self.field(field.text) + ")"
    case .index(let operand, let index, let isOptional):
      write(operand, atLeast: .member, to: &output)
      output += isOptional ? "[?" : "["
      write(index, to: &output)
      output += "]"
    case .unary(let found, let operand):
      output += found == .not ? "!" : "-"
      var text = ""
      write(operand, atLeast: .unary, to: &text)
      // `-1` is a literal, `-(1)` negates one, and `-(1.a)` negates an operand that begins with one.
      let needsBrackets =
        found == .negate && text.utf8.first.map { Lexer.isDigit($0) || $0 == UInt8(ascii: "-") } == true
      output += needsBrackets ? "(\(text))" : text
    case .binary(let found, let left, let right):
      let own = strength(of: expression)
      write(left, atLeast: own, to: &output)
      output += " \(found.symbol) "
      write(right, atLeast: Strength(rawValue: own.rawValue + 1) ?? .member, to: &output)
    case .and(let operands): write(operands, joinedBy: " && ", atLeast: .relation, to: &output)
    case .or(let operands): write(operands, joinedBy: " || ", atLeast: .and, to: &output)
    case .conditional(let condition, let yes, let no):
      write(condition, atLeast: .or, to: &output)
      output += " ? "
      write(yes, atLeast: .or, to: &output)
      output += " : "
      write(no, to: &output)
    default: writeCall(expression, to: &output)
    }
  }

  private func write(
    _ operands: [Expression], joinedBy separator: String, atLeast least: Strength, to output: inout String
  ) {
    for (index, operand) in operands.enumerated() {
      if index > 0 { output += separator }
      write(operand, atLeast: least, to: &output)
    }
  }

  private func writeCall(_ expression: Expression, to output: inout String) {
    switch expression.kind {
    case .call(let name, let target, let arguments, let isAbsolute):
      if let target {
        write(target, atLeast: .member, to: &output)
        output += "."
      }
      output += (isAbsolute ? "." : "") + name.text
      write(arguments, in: ("(", ")"), to: &output)
    case .list(let elements):
      write(elements, in: ("[", "]"), to: &output) { element, output in
        if element.isOptional { output += "?" }
        write(element.value, to: &output)
      }
    case .map(let entries):
      write(entries, in: ("{", "}"), to: &output) { entry, output in
        if entry.isOptional { output += "?" }
        write(entry.key, to: &output)
        output += ": "
        write(entry.value, to: &output)
      }
    case .structure(let name, let fields, let isAbsolute):
      output += (isAbsolute ? "." : "") + name.text
      write(fields, in: ("{", "}"), to: &output) { field, output in
        output += (field.isOptional ? "?" : "") + Self.field(field.name.text) + ": "
        write(field.value, to: &output)
      }
    case .comprehension(let it):
      write(it.range, atLeast: .member, to: &output)
      let variables = [it.variable, it.second].compactMap(\.self).map { Self.variable($0.text) }
      output += ".\(it.name.text)(" + variables.joined(separator: ", ")
      for part in [it.predicate, it.transform].compactMap(\.self) {
        output += ", "
        write(part, to: &output)
      }
      output += ")"
    case .bind(let name, let value, let body):
      output += "cel.bind(\(Self.variable(name.text)), "
      write([value, body], in: ("", ")"), to: &output)
    case .block(let parts, let body):
      output += "cel.block("
      write(parts, in: ("[", "]"), to: &output)
      output += ", "
      write(body, to: &output)
      output += ")"
    case .optionalMap(let target, let name, let body, let isFlat):
      write(target, atLeast: .member, to: &output)
      output += isFlat ? ".optFlatMap(" : ".optMap("
      output += Self.variable(name.text) + ", "
      write(body, to: &output)
      output += ")"
    default: break
    }
  }

  private func write(_ parts: [Expression], in brackets: (String, String), to output: inout String) {
    write(parts, in: brackets, to: &output) { part, output in write(part, to: &output) }
  }

  private func write<Part>(
    _ parts: [Part], in brackets: (String, String), to output: inout String,
    _ writePart: (Part, inout String) -> Void
  ) {
    output += brackets.0
    for (index, part) in parts.enumerated() {
      if index > 0 { output += ", " }
      writePart(part, &output)
    }
    output += brackets.1
  }

  /// Writes a variable that a macro made as the macro call for it.
  private static func variable(_ name: String) -> String {
    if name.hasPrefix("@index") { return "cel.index(\(name.dropFirst(6)))" }
    if name.hasPrefix("@it:") {
      return "cel.iterVar(" + name.dropFirst(4).split(separator: ":").joined(separator: ", ") + ")"
    }
    return name
  }

  private static func field(_ name: String) -> String {
    let isPlain =
      name.utf8.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) }
      && name.utf8.first.map(Lexer.isLetter) == true && !Token.keywords.contains(name)
    return isPlain ? name : "`\(name)`"
  }
}
