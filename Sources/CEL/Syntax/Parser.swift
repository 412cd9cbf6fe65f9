/// A recursive-descent parser with operator precedence. It reports several issues for one source: after one it goes on
/// at the next comma or closing bracket of the same level.
struct Parser {
  let source: String
  let bytes: [UInt8]
  let limits: SourceLimits
  let macros: Set<Macro>

  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0
  private var count = 0
  private var issues: [Issue] = []
  private var hasGivenUp = false

  private init(_ source: String, macros: Set<Macro>, limits: SourceLimits) {
    self.source = source
    self.macros = macros
    self.limits = limits
    bytes = Array(source.utf8)
  }

  /// Parses a source; `macros` are those that the environment has switched on.
  static func parse(
    _ source: String, macros: Set<Macro>, limits: SourceLimits
  ) throws(CompileError) -> SyntaxTree {
    var parser = Parser(source, macros: macros, limits: limits)
    guard parser.bytes.count <= limits.bytes else {
      let message = "the expression has \(parser.bytes.count) bytes, more than \(limits.bytes)"
      throw CompileError(source: source, issues: [Issue(at: 0..<0, message)])
    }
    var lexer = Lexer(parser.bytes)
    parser.tokens = lexer.tokens()
    parser.issues = lexer.issues
    let root = parser.wholeSource()
    guard parser.issues.isEmpty else {
      throw CompileError(source: source, issues: Array(parser.issues.prefix(limits.issues)))
    }
    return SyntaxTree(source: source, root: root, count: parser.count)
  }

  private mutating func wholeSource() -> Expression {
    let root = expression()
    if current.kind != .end { unexpected("an operator or the end of the expression") }
    return root
  }
}

// MARK: - Tokens, nodes and issues

extension Parser {
  var current: Token { tokens[position] }
  private var ahead: Token { tokens[min(position + 1, tokens.count - 1)] }

  func isAt(_ symbol: String) -> Bool {
    current.kind == .symbol && current.text == symbol
  }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  mutating func accept(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func node(_ range: Range<Int>, _ kind: Expression.Kind) -> Expression {
    count += 1
    if count > limits.expressions {
      giveUp(
        Issue(at: range, "the expression has more than \(limits.expressions) parts", help: "split it into several"))
    }
    return Expression(id: count - 1, range: range, kind: kind)
  }

  mutating func report(_ range: Range<Int>, _ message: String, help: String? = nil) {
    guard !hasGivenUp, issues.last?.range.lowerBound != range.lowerBound else { return }
    issues.append(Issue(at: range, message, help: help))
  }

  /// Reports an issue after which no other can be trusted.
  private mutating func giveUp(_ issue: Issue) {
    guard !hasGivenUp else { return }
    issues.append(issue)
    hasGivenUp = true
    position = tokens.count - 1
  }

  private mutating func unexpected(_ expected: String) {
    guard current.kind != .invalid else { return }  // the lexer has said so
    report(current.range, "expected \(expected), found \(current.described(in: bytes))")
  }

  /// Where the last token that was taken ends.
  var end: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  /// Takes a closing bracket; where it is missing, says so and goes on after the next one of this level.
  mutating func close(_ symbol: String, opened: Token, expecting expected: String) {
    if accept(symbol) { return }
    if current.kind == .end {
      report(opened.range, "this `\(opened.text)` is not closed", help: "add the missing `\(symbol)`")
      return
    }
    unexpected(expected)
    skip(to: [symbol])
    _ = accept(symbol)
  }

  /// Skips to one of some symbols at this level of brackets.
  private mutating func skip(to symbols: Set<String>) {
    var level = 0
    while current.kind != .end {
      if current.kind == .symbol {
        if level == 0, symbols.contains(current.text) { return }
        switch current.text {
        case "(", "[", "{": level += 1
        case ")", "]", "}":
          if level == 0 { return }
          level -= 1
        default: break
        }
      }
      advance()
    }
  }
}

// MARK: - Operators

extension Parser {
  /// `a ? b : c`, and everything that binds tighter.
  mutating func expression() -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else { return tooDeep() }
    let condition = disjunction()
    guard accept("?") else { return condition }
    let yes = disjunction()
    guard accept(":") else {
      unexpected("`:` and what the value is otherwise")
      return node(condition.range.lowerBound..<end, .invalid)
    }
    let no = expression()
    return node(condition.range.lowerBound..<no.range.upperBound, .conditional(condition, yes, no))
  }

  private mutating func tooDeep() -> Expression {
    giveUp(
      Issue(
        at: current.range, "the expression is nested more than \(limits.depth) levels deep",
        help: "split it, or name parts of it with `cel.bind`"))
    return node(current.range, .invalid)
  }

  private mutating func disjunction() -> Expression {
    let first = conjunction()
    guard isAt("||") else { return first }
    var operands = [first]
    while accept("||") { operands.append(conjunction()) }
    return node(first.range.lowerBound..<end, .or(operands))
  }

  private mutating func conjunction() -> Expression {
    let first = relation(above: 0)
    guard isAt("&&") else { return first }
    var operands = [first]
    while accept("&&") { operands.append(relation(above: 0)) }
    return node(first.range.lowerBound..<end, .and(operands))
  }

  /// Binary operators that bind tighter than a precedence, from the left.
  private mutating func relation(above precedence: Int) -> Expression {
    var left = unary()
    var links = 0
    while current.kind == .symbol || current.kind == .keyword, let found = BinaryOperator(symbol: current.text),
      found.precedence > precedence
    {
      advance()
      let right = relation(above: found.precedence)
      left = node(left.range.lowerBound..<right.range.upperBound, .binary(found, left, right))
      links += 1
      guard depth + links <= limits.depth * 2 else { return tooDeep() }
    }
    return left
  }

  private mutating func unary() -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else { return tooDeep() }
    let start = current
    if accept("!") {
      let operand = unary()
      return node(start.range.lowerBound..<operand.range.upperBound, .unary(.not, operand))
    }
    if isAt("-") {
      switch ahead.kind {
      case .integer, .double: return member()
      default: break
      }
      advance()
      let operand = unary()
      return node(start.range.lowerBound..<operand.range.upperBound, .unary(.negate, operand))
    }
    return member()
  }
}

// MARK: - Members

extension Parser {
  /// A primary and what is selected of it, indexed in it and called on it.
  private mutating func member() -> Expression {
    var operand = primary()
    var links = 0
    while current.kind == .symbol {
      let start = operand.range.lowerBound
      switch current.text {
      case ".":
        advance()
        let isOptional = accept("?")
        guard let field = fieldName() else { return node(start..<end, .invalid) }
        if isAt("("), !isOptional {
          let arguments = arguments()
          operand = call(field, on: operand, arguments, from: start)
        } else {
          operand = node(start..<end, .select(operand, field: field, isOptional: isOptional))
        }
      case "[":
        let opening = current
        advance()
        let isOptional = accept("?")
        let index = expression()
        close("]", opened: opening, expecting: "`]`")
        operand = node(start..<end, .index(operand, index, isOptional: isOptional))
      case "{":
        guard let (name, isAbsolute) = qualifiedName(operand) else { return operand }
        let fields = fields()
        operand = node(
          start..<end,
          .structure(Name(text: name, range: operand.range), fields: fields, isAbsolute: isAbsolute))
      default: return operand
      }
      links += 1
      guard depth + links <= limits.depth * 2 else { return tooDeep() }
    }
    return operand
  }

  /// A field's name: words that are reserved elsewhere are allowed, and backquotes allow more.
  private mutating func fieldName() -> Name? {
    switch current.kind {
    case .identifier, .quotedIdentifier:
      let name = Name(text: current.text, range: current.range)
      advance()
      return name
    default:
      unexpected("a field name")
      return nil
    }
  }

  /// `a.b.c` as a name, if the expression is one.
  private func qualifiedName(_ expression: Expression) -> (name: String, isAbsolute: Bool)? {
    switch expression.kind {
    case .identifier(let name, let isAbsolute): return (name, isAbsolute)
    case .select(let operand, let field, false):
      return qualifiedName(operand).map { ($0.name + "." + field.text, $0.isAbsolute) }
    default: return nil
    }
  }

  mutating func arguments() -> [Expression] {
    let opening = current
    advance()
    return list(until: ")", opened: opening) { parser in parser.expression() }
  }

  private mutating func fields() -> [Expression.FieldInitializer] {
    let opening = current
    advance()
    return list(until: "}", opened: opening) { parser in
      let isOptional = parser.accept("?")
      guard let name = parser.fieldName() else { return nil }
      guard parser.accept(":") else {
        parser.unexpected("`:` and the field's value")
        return nil
      }
      return Expression.FieldInitializer(name: name, value: parser.expression(), isOptional: isOptional)
    }
  }

  /// Items between commas; one comma may follow the last.
  private mutating func list<Item>(
    until closing: String, opened: Token, _ item: (inout Parser) -> Item?
  ) -> [Item] {
    var items: [Item] = []
    while !isAt(closing), current.kind != .end {
      if let item = item(&self) { items.append(item) }
      if !isAt(","), !isAt(closing), current.kind != .end {
        unexpected("`,` or `\(closing)`")
        skip(to: [",", closing])
      }
      guard accept(",") else { break }
    }
    close(closing, opened: opened, expecting: "`,` or `\(closing)`")
    return items
  }
}

// MARK: - Primaries

extension Parser {
  private mutating func primary() -> Expression {
    let token = current
    switch token.kind {
    case .integer, .unsignedInteger, .double, .string, .bytes: return literal()
    case .keyword where token.text != "in":
      advance()
      let literal: Literal = token.text == "null" ? .null : .bool(token.text == "true")
      return node(token.range, .literal(literal))
    case .identifier: return identifier(isAbsolute: false, from: token.range.lowerBound)
    case .symbol: return bracketed()
    default: break
    }
    return missingOperand()
  }

  private mutating func missingOperand() -> Expression {
    let token = current
    if token.kind == .quotedIdentifier {
      report(token.range, "a name in backquotes is a field", help: "write what it is a field of before it")
    } else {
      unexpected("an expression")
    }
    let stopsHere = token.kind == .symbol && [")", "]", "}", ",", ":"].contains(token.text)
    if !stopsHere { advance() }
    return node(token.range, .invalid)
  }

  private mutating func bracketed() -> Expression {
    let opening = current
    let start = opening.range.lowerBound
    switch opening.text {
    case "-": return literal()
    case ".":
      advance()
      guard current.kind == .identifier else {
        unexpected("a name after the dot")
        return node(start..<end, .invalid)
      }
      return identifier(isAbsolute: true, from: start)
    case "(":
      advance()
      let inner = expression()
      close(")", opened: opening, expecting: "an operator or `)`")
      // The brackets belong to the range, so that a caret under the whole shows them.
      return Expression(id: inner.id, range: start..<max(start, end), kind: inner.kind)
    case "[":
      advance()
      let elements = list(until: "]", opened: opening) { parser in
        let isOptional = parser.accept("?")
        return Expression.Element(value: parser.expression(), isOptional: isOptional)
      }
      return node(start..<end, .list(elements))
    case "{":
      advance()
      let entries: [Expression.Entry] = list(until: "}", opened: opening) { parser in
        let isOptional = parser.accept("?")
        let key = parser.expression()
        guard parser.accept(":") else {
          parser.unexpected("`:` and the entry's value")
          return nil
        }
        return Expression.Entry(key: key, value: parser.expression(), isOptional: isOptional)
      }
      return node(start..<end, .map(entries))
    default: return missingOperand()
    }
  }

  private mutating func identifier(isAbsolute: Bool, from start: Int) -> Expression {
    let token = current
    advance()
    if Token.reserved.contains(token.text) {
      report(
        token.range, "`\(token.text)` is a reserved word", help: "reserved words can only be fields: `a.\(token.text)`")
      return node(token.range, .invalid)
    }
    if isAt("(") {
      let arguments = arguments()
      return call(
        Name(text: token.text, range: token.range), on: nil, arguments, from: start, isAbsolute: isAbsolute)
    }
    return node(start..<token.range.upperBound, .identifier(token.text, isAbsolute: isAbsolute))
  }

  private mutating func literal() -> Expression {
    let start = current.range.lowerBound
    let isNegative = accept("-")
    let token = current
    advance()
    let range = start..<token.range.upperBound
    let text = bytes[token.range]
    switch token.kind {
    case .integer:
      if let value = LiteralDecoder.integer(text, isNegative: isNegative) { return node(range, .literal(.int(value))) }
      report(range, "the number does not fit an int", help: "an int has 64 bits: -2^63 to 2^63 - 1")
    case .unsignedInteger:
      if let value = LiteralDecoder.unsignedInteger(text) { return node(range, .literal(.uint(value))) }
      report(range, "the number does not fit a uint", help: "a uint has 64 bits: 0 to 2^64 - 1")
    case .double:
      let digits = String(decoding: bytes[token.range], as: UTF8.self)
      if let value = Double(digits.hasPrefix(".") ? "0" + digits : digits), value.isFinite {
        return node(range, .literal(.double(isNegative ? -value : value)))
      }
      report(range, "the number does not fit a double")
    default:
      let isBytes = token.kind == .bytes
      switch LiteralDecoder.content(of: token.range, in: bytes, isBytes: isBytes) {
      case .success(let content):
        return node(range, .literal(isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))))
      case .failure(let issue): report(issue.range, issue.message, help: issue.help)
      }
    }
    return node(range, .invalid)
  }
}
